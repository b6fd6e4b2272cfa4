import type { EstimatorConfig, Rng, SplitPlan } from '@engram/core';

/** A procedure that says which encoder sees which datapoint; `summarizeRun` of core turns what they say into scores. */
export interface Estimator<K extends EstimatorConfig['key'] = EstimatorConfig['key']> {
  readonly key: K;
  /** The plan for N datapoints; it depends on the random numbers only through `rng`'s path. */
  plan(config: Extract<EstimatorConfig, { key: K }>, count: number, rng: Rng): SplitPlan;
}
