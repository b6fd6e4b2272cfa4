import type * as tf from '@tensorflow/tfjs';

/** A variable that is optimized. */
export interface OptimizedVariable {
  readonly variable: tf.Variable;
  /** Whether weight decay is for it: weights, but neither biases nor the scale and shift of a normalization. */
  readonly decays: boolean;
}

/** From gradients to an update of the variables. What it keeps from step to step are variables that it makes at once. */
export interface Optimizer {
  /**
   * Numbers beside the learning rate that change from step to step, as many each time: a step is recorded once and computed again with
   * other values.
   * @param step 0 … steps − 1
   */
  schedule?(step: number): readonly number[];
  /**
   * Records one update.
   * @param gradients by name of the variable, as `tf.variableGrads` gives them
   * @param learningRate η
   * @param scheduled the numbers of `schedule`
   */
  apply(
    gradients: Readonly<Record<string, tf.Tensor>>,
    learningRate: tf.Scalar,
    scheduled: readonly tf.Scalar[],
  ): void;
  /** Frees what the optimizer keeps between steps. */
  dispose(): void;
}

/** Whether a variable is a matrix or a filter: biases, scales and shifts have one axis. */
export const isWeight = (variable: tf.Variable): boolean => variable.rank > 1;
