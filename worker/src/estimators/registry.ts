import type { EstimatorConfig, Rng, SplitPlan } from '@engram/core';
import type { Estimator } from './estimator.ts';
import { fgSplitEstimator } from './fg-split.ts';
import { halfSplitEstimator } from './half-split.ts';

export const estimators: { [K in EstimatorConfig['key']]: Estimator<K> } = {
  'half-split': halfSplitEstimator,
  'fg-split': fgSplitEstimator,
};

/** The plan that a configuration's estimator makes for N datapoints. */
export function makePlan(config: EstimatorConfig, count: number, rng: Rng): SplitPlan {
  const estimator = estimators[config.key] as Estimator;
  return estimator.plan(config, count, rng);
}
