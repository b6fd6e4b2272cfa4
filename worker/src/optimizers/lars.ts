/**
 * Layer-wise adaptive rate scaling: momentum SGD whose update of a weight has a length in proportion to the weight's own.
 *
 *   d = ∇ + λ w        v ← μ v + r d        w ← w − η v,        r = τ ‖w‖ / ‖d‖
 *
 * with trust coefficient τ, momentum μ, weight decay λ and learning rate η. Biases and the scale and shift of a normalization have
 * λ = 0 and r = 1, and so has a weight where ‖w‖ or ‖d‖ is 0. Source: You et al. 2017 (arXiv 1708.03888), algorithm 1.
 * Departures: r is over ‖∇ + λ w‖ rather than ‖∇‖ + λ ‖w‖, as common implementations for SSL have it. Cost: SGD and two norms a variable.
 */
import * as tf from '@tensorflow/tfjs';
import type { OptimizerSettings } from '@engram/core';
import type { OptimizedVariable, Optimizer } from './optimizer.ts';

export class Lars implements Optimizer {
  private readonly velocities: tf.Variable[];

  constructor(
    private readonly variables: readonly OptimizedVariable[],
    private readonly options: Pick<
      OptimizerSettings<'lars'>,
      'momentum' | 'weightDecay' | 'trustCoefficient'
    >,
  ) {
    this.velocities = variables.map(({ variable: { shape } }) =>
      tf.tidy(() => tf.variable(tf.zeros(shape), false)),
    );
  }

  apply(gradients: Readonly<Record<string, tf.Tensor>>, learningRate: tf.Scalar): void {
    this.variables.forEach(({ variable, decays }, i) =>
      tf.tidy(() => {
        const gradient = gradients[variable.name]!;
        const scaled = decays ? this.scaled(variable, gradient) : gradient;
        const velocity = this.velocities[i]!;
        const next = velocity.mul(this.options.momentum).add(scaled);
        velocity.assign(next);
        variable.assign(variable.sub(next.mul(learningRate)));
      }),
    );
  }

  dispose(): void {
    tf.dispose(this.velocities);
  }

  /** r d */
  private scaled(variable: tf.Variable, gradient: tf.Tensor): tf.Tensor {
    const { weightDecay, trustCoefficient } = this.options;
    const direction = gradient.add(variable.mul(weightDecay));
    const [weightNorm, directionNorm] = [lengthOf(variable), lengthOf(direction)];
    const both = weightNorm.mul(directionNorm).greater(0);
    const ratio = weightNorm.mul(trustCoefficient).div(directionNorm.maximum(1e-30));
    return direction.mul(tf.where(both, ratio, tf.onesLike(ratio)));
  }
}

const lengthOf = (x: tf.Tensor): tf.Scalar => x.square().sum().sqrt() as tf.Scalar;
