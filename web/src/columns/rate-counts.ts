import { bits, type Failures } from './cross-filter.ts';

/** False discovery rates that a reader can choose by one press. */
export const statedRates = [0.01, 0.05, 0.1, 0.2] as const;

/**
 * Datapoints that are memorized at each stated rate and pass all filters but that by the rate.
 * @param fdr [N], NaN = not tested
 * @returns empty when none was tested
 */
export function rateCounts(fdr: Float32Array, failed: Failures): Map<number, number> {
  if (fdr.every(Number.isNaN)) return new Map();
  const others = ~bits.fdr;
  const bounds = statedRates.map(Math.fround);
  const counts = statedRates.map(() => 0);
  for (let n = 0; n < fdr.length; n++) {
    if ((failed[n]! & others) !== 0) continue;
    for (let at = 0; at < bounds.length; at++) if (fdr[n]! <= bounds[at]!) counts[at]! += 1;
  }
  return new Map(statedRates.map((rate, at) => [rate, counts[at]!]));
}
