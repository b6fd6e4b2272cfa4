import { formatAmount, formatScore } from '../../format.ts';
import { linearAxis, type Axis, type Chart } from '../frame/chart.ts';
import { linearScale, roundScale } from '../frame/scale.ts';
import { curveBand } from './curve-band.ts';

export interface CurvesSpec extends Chart {
  kind: 'curves';
  x: Axis;
  y: Axis;
  /** One an encoder: a value an epoch, from the first; null where it is not finite. */
  curves: readonly (readonly (number | null)[])[];
  /** Median and 10 % and 90 % quantiles of the curves, epoch by epoch; null where no curve is finite. */
  band: readonly ({ low: number; median: number; high: number } | null)[];
}

interface Input {
  title: string;
  y: { label: string; unit: string | null };
  /** One an encoder: a number an epoch. */
  curves: readonly (readonly number[])[];
}

/** Curves over training: the median with the band between the 10 % and 90 % quantiles, single encoders faint behind it. */
export function curvesSpec({ title, y, curves }: Input): CurvesSpec {
  const band = curveBand(curves);
  const values = curves.flat().filter(Number.isFinite);
  const [first, last] = [band[0]?.median, band.at(-1)?.median];
  const epochs = linearScale(1, Math.max(2, band.length), 6);
  return {
    kind: 'curves',
    title,
    description: `${title}: median of ${formatAmount(curves.length, 'encoder')} over ${formatAmount(band.length, 'epoch')}, from ${formatScore(first)} to ${formatScore(last)}.`,
    x: linearAxis(
      { label: 'epoch', unit: null },
      { ...epochs, ticks: epochs.ticks.filter(({ value }) => Number.isInteger(value)) },
    ),
    y: linearAxis(y, roundScale(Math.min(...values), Math.max(...values), 4)),
    curves: curves.map((curve) => curve.map((value) => (Number.isFinite(value) ? value : null))),
    band: band.map((point) => (Number.isFinite(point.median) ? point : null)),
    legend: [
      { label: 'median', paint: 'median' },
      { label: 'between the 10 % and 90 % quantiles', paint: 'band' },
      { label: 'single encoders', paint: 'single-curve' },
    ],
    note: null,
    size: { width: 480, height: 320 },
  };
}
