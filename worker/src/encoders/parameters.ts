import * as tf from '@tensorflow/tfjs';
import type { Rng } from '@engram/core';

/** A variable under a name that is stable between processes; weight files are keyed by it, so it is the one that PyTorch uses. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: tf.Variable;
  /** Axes of the variable in the order in which PyTorch has them. */
  readonly torchAxes: readonly number[];
}

/**
 * The variables of one network. Each gets its own stream of random numbers, named like the variable, so that every
 * engine starts from the same values, and a layer more or less changes no other layer's.
 */
export class Parameters {
  /** Changed by the optimizer. */
  readonly trainable: NamedVariable[] = [];
  /** Running statistics of batch normalisation and fixed positions: stored with the weights, never touched by the optimizer. */
  readonly statistics: NamedVariable[] = [];

  /** @param rng null where all values are replaced at once: drawing those of an MLP takes as long as reading them */
  constructor(private readonly rng: Rng | null) {}

  get all(): NamedVariable[] {
    return [...this.trainable, ...this.statistics];
  }

  /**
   * A trainable variable, each value uniform in [−bound, bound).
   * @param torchAxes as of NamedVariable; left out where PyTorch has the same order
   */
  uniform<T extends tf.Tensor>(
    name: string,
    shape: number[],
    bound: number,
    torchAxes?: readonly number[],
  ): T {
    const rng = this.rng?.split(name);
    const values = new Float32Array(tf.util.sizeFromShape(shape));
    if (rng) for (let i = 0; i < values.length; i++) values[i] = rng.uniformBetween(-bound, bound);
    return this.add(this.trainable, name, tf.tensor(values, shape), true, torchAxes) as unknown as T;
  }

  /** A trainable variable that starts at one value. */
  constant<T extends tf.Tensor>(name: string, shape: number[], value: number): T {
    return this.add(this.trainable, name, filled(shape, value), true) as unknown as T;
  }

  /** A running statistic that starts at one value. */
  statistic(name: string, shape: number[], value: number): tf.Variable {
    return this.add(this.statistics, name, filled(shape, value), false);
  }

  /** Values that never change, stored with the weights. */
  fixed<T extends tf.Tensor>(name: string, shape: number[], values: Float32Array): T {
    return this.add(this.statistics, name, tf.tensor(values, shape), false) as unknown as T;
  }

  dispose(): void {
    for (const { variable } of this.all) variable.dispose();
  }

  private add(
    list: NamedVariable[],
    name: string,
    initial: tf.Tensor,
    trainable: boolean,
    torchAxes: readonly number[] = initial.shape.map((_, axis) => axis),
  ): tf.Variable {
    const variable = tf.variable(initial, trainable);
    initial.dispose();
    list.push({ name, variable, torchAxes });
    return variable;
  }
}

const filled = (shape: number[], value: number): tf.Tensor =>
  tf.tensor(new Float32Array(tf.util.sizeFromShape(shape)).fill(value), shape);
