import { bits, type Failures } from './cross-filter.ts';

/** False discovery rates that a reader can choose by one press. */
export const statedRates = [0.01, 0.05, 0.1, 0.2] as const;

/**
 * Datapoints that are memorized at each stated rate and pass all filters but that by the rate.
 * @param fdr [N], NaN = not tested
 * @returns empty when none was tested
 */
export function rateCounts(fdr: Float32Array, failed: Failures): Map<number, number> {
  const others = ~bits.fdr;
  const bounds = Float32Array.from(statedRates);
  const counts = new Int32Array(bounds.length);
  const widest = bounds[bounds.length - 1]!;
  let isTested = false;
  for (let n = 0; n < fdr.length; n++) {
    const rate = fdr[n]!;
    isTested ||= !Number.isNaN(rate);
    // False for NaN.
    if (!(rate <= widest) || (failed[n]! & others) !== 0) continue;
    for (let at = 0; at < bounds.length; at++) if (rate <= bounds[at]!) counts[at]! += 1;
  }
  return isTested ? new Map(statedRates.map((rate, at) => [rate, counts[at]!])) : new Map<number, number>();
}
