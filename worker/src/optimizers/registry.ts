import type * as tf from '@tensorflow/tfjs';
import { optimizerKey, type OptimizerConfig, type OptimizerKey, type OptimizerSettings } from '@engram/core';
import { AdamW } from './adamw.ts';
import { Lars } from './lars.ts';
import { isWeight, type OptimizedVariable, type Optimizer } from './optimizer.ts';
import { Sgd } from './sgd.ts';

type Builders = {
  [K in OptimizerKey]: (variables: readonly OptimizedVariable[], settings: OptimizerSettings<K>) => Optimizer;
};

/** Every optimizer by its key. One line adds one. */
const builders: Builders = {
  sgd: (variables, settings) => new Sgd(variables, settings),
  adamw: (variables, settings) => new AdamW(variables, settings),
  lars: (variables, settings) => new Lars(variables, settings),
};

/** The optimizer of a configuration for these variables; the caller disposes it. */
export function createOptimizer(variables: readonly tf.Variable[], config: OptimizerConfig): Optimizer {
  const build = builders[optimizerKey(config)] as (
    variables: readonly OptimizedVariable[],
    settings: OptimizerConfig,
  ) => Optimizer;
  return build(
    variables.map((variable) => ({ variable, decays: isWeight(variable) })),
    config,
  );
}
