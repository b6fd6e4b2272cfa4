import {
  givenPlan,
  invariant,
  isImportedConfig,
  makePlan,
  Rng,
  type ImportedRunConfig,
  type RunConfig,
  type SplitPlan,
} from '@engram/core';

/**
 * Which encoder of a run is trained on which of its N datapoints, and from which seed: a function of the configuration alone.
 * Imported encoders have the masks that they were given.
 * `initialisationSeeds[e]` determines everything random about encoder e but its mask: weights, order of batches, training views.
 * @param masks [t][N] of imported encoders
 */
export function planRun(
  config: Pick<RunConfig, 'seed' | 'estimator'> | ImportedRunConfig,
  count: number,
  masks?: readonly Uint8Array[],
): SplitPlan {
  if (isImportedConfig(config)) {
    invariant(masks, 'the masks of imported encoders are stored with them');
    return givenPlan(config, masks, count);
  }
  return makePlan(config.estimator, count, Rng.fromSeed(config.seed).split('plan'));
}
