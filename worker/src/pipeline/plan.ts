import { makePlan, Rng, type RunConfig, type SplitPlan } from '@engram/core';

/**
 * Which encoder of a run is trained on which of its N datapoints, and from which seed: a function of the configuration alone.
 * `initialisationSeeds[e]` determines everything random about encoder e but its mask: weights, order of batches, training views.
 */
export function planRun(config: Pick<RunConfig, 'seed' | 'estimator'>, count: number): SplitPlan {
  return makePlan(config.estimator, count, Rng.fromSeed(config.seed).split('plan'));
}
