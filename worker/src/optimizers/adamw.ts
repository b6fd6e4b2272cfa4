/**
 * Adam with decoupled weight decay, as PyTorch's `torch.optim.AdamW`:
 *
 *   m ← β₁ m + (1 − β₁) ∇        s ← β₂ s + (1 − β₂) ∇²
 *   w ← w − η λ w − η (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵗ)) + ε)
 *
 * at step t = 1, 2, …, with learning rate η and weight decay λ. Source: Loshchilov & Hutter 2019 (arXiv 1711.05101), algorithm 2.
 * Departures: biases and the scale and shift of a normalization do not decay. Cost: two values of state a parameter.
 */
import * as tf from '@tensorflow/tfjs';
import type { OptimizerSettings } from '@engram/core';
import type { OptimizedVariable, Optimizer } from './optimizer.ts';

type Options = Pick<OptimizerSettings<'adamw'>, 'beta1' | 'beta2' | 'epsilon' | 'weightDecay'>;

export class AdamW implements Optimizer {
  private readonly moments: { first: tf.Variable; second: tf.Variable }[];

  constructor(
    private readonly variables: readonly OptimizedVariable[],
    private readonly options: Options,
  ) {
    const zeros = (shape: number[]) => tf.tidy(() => tf.variable(tf.zeros(shape), false));
    this.moments = variables.map(({ variable: { shape } }) => ({
      first: zeros(shape),
      second: zeros(shape),
    }));
  }

  /** 1 − β₁ᵗ and 1 − β₂ᵗ */
  schedule(step: number): readonly number[] {
    const { beta1, beta2 } = this.options;
    return [1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1)];
  }

  apply(
    gradients: Readonly<Record<string, tf.Tensor>>,
    learningRate: tf.Scalar,
    [firstBias, secondBias]: readonly tf.Scalar[],
  ): void {
    const { beta1, beta2, epsilon, weightDecay } = this.options;
    tf.tidy(() => {
      this.variables.forEach(({ variable, decays }, i) => {
        const gradient = gradients[variable.name]!;
        const { first, second } = this.moments[i]!;
        first.assign(first.mul(beta1).add(gradient.mul(1 - beta1)));
        second.assign(second.mul(beta2).add(gradient.square().mul(1 - beta2)));
        const deviation = second.div(secondBias!).sqrt().add(epsilon);
        const update = first.div(firstBias!).div(deviation);
        const whole = decays && weightDecay > 0 ? update.add(variable.mul(weightDecay)) : update;
        variable.assign(variable.sub(whole.mul(learningRate)));
      });
    });
  }

  dispose(): void {
    tf.dispose(this.moments.flatMap(({ first, second }) => [first, second]));
  }
}
