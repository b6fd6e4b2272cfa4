/**
 * `fg-split`: f is trained on S_S ∪ S_C, g on S_S ∪ S_I, and the candidates S_C are scored, mirrored for S_I:
 *
 *   m(x) = mean of L_align(g, x) over the R encoders g − mean of L_align(f, x) over the R encoders f,   x in S_C
 *
 * Source: the protocol of arXiv 2401.12233 (80/10/10; S_E held out of both). f and g of a repetition share their
 * initialisation, so that intervals are paired over the R repetitions; with R = 1 there is none. S_S and S_E are controls:
 * their single datapoints are not identifiable. Sign: positive = memorized. Cost: 2R encoders on 90 % of the datapoints.
 */
import { fgSplit } from '@engram/core';
import type { Estimator } from './estimator.ts';

export const fgSplitEstimator: Estimator<'fg-split'> = {
  key: 'fg-split',
  plan: (config, count, rng) => fgSplit(count, config, rng),
};
