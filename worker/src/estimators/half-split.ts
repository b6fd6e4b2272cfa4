/**
 * `half-split`, the reference estimator: t/2 times the datapoints are cut at random into two halves, and one encoder is
 * trained on each. Every datapoint then has t/2 encoders that saw it and t/2 that did not:
 *
 *   m(x) = mean of L_align(g, x) over the encoders g without x − mean of L_align(f, x) over the encoders f with x
 *
 * Source: Feldman & Zhang 2020 (arXiv 2008.03703) for the random parts, at p = ½ where the variance σ²in/(tp) + σ²out/(t(1 − p))
 * is least; complementary halves make nIn = nOut exact. Departures: m is estimated at training size N/2, not N, and
 * removing a datapoint removes a random half with it (a group effect). Standard error in units of the one-encoder spread: t = 8 .71,
 * 16 .50, 32 .35, 64 .25. Sign: positive = memorized. Cost: t encoders on N/2 datapoints each.
 */
import { halfSplit } from '@engram/core';
import type { Estimator } from './estimator.ts';

export const halfSplitEstimator: Estimator<'half-split'> = {
  key: 'half-split',
  plan: (config, count, rng) => halfSplit(count, config.encoders, rng),
};
