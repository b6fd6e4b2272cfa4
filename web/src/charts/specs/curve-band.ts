import { quantiles } from '@engram/core';

/** Curves of several encoders at one epoch, in three numbers. */
export interface BandPoint {
  low: number;
  median: number;
  high: number;
}

/**
 * Median and 10 % and 90 % quantiles of curves, epoch by epoch, over the curves that reach it; steps at which a curve is not
 * finite are left out of it.
 */
export function curveBand(curves: readonly (readonly number[])[]): BandPoint[] {
  const longest = Math.max(0, ...curves.map((curve) => curve.length));
  return Array.from({ length: longest }, (_, epoch) => {
    const values = curves.flatMap((curve) => curve[epoch] ?? []).filter(Number.isFinite);
    if (values.length === 0) return { low: NaN, median: NaN, high: NaN };
    const [low, median, high] = quantiles(values, [0.1, 0.5, 0.9]);
    return { low: low!, median: median!, high: high! };
  });
}
