import type { Rng } from '../rng.ts';

/**
 * Weight of each group in one bootstrap draw: how often it was drawn, n draws with replacement.
 * `usable` turns away draws that leave nothing to compare (such as only encoders that saw the datapoint).
 */
export function drawWeights(groups: number, rng: Rng, weights = new Float64Array(groups)): Float64Array {
  weights.fill(0);
  for (let i = 0; i < groups; i++) weights[rng.integer(groups)]++;
  return weights;
}

/**
 * Bootstrap variance of the mean of n things is (n − 1)/n of the unbiased one: with few encoders the deviations must be
 * stretched by √(n/(n − 1)) (Efron & Tibshirani 1993, §5.5; the same correction as in Owen & Eckles 2012 for two-way data).
 */
export const smallSampleStretch = (groups: number): number => Math.sqrt(groups / (groups - 1));
