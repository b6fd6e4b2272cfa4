/**
 * Stochastic gradient descent with momentum and coupled weight decay, by the rule of PyTorch's `torch.optim.SGD`:
 *
 *   v ← μ v + (∇ + λ w)        w ← w − η v
 *
 * with momentum μ, weight decay λ and learning rate η. v starts at 0, so the first step is v = ∇ + λ w. Biases and the scale and shift of a
 * normalization have λ = 0, as the recipes of the methods have it; PyTorch leaves them out only where a trainer groups its parameters so.
 */
import * as tf from '@tensorflow/tfjs';
import type { OptimizedVariable, Optimizer } from './optimizer.ts';

export class Sgd implements Optimizer {
  private readonly velocities: tf.Variable[];

  constructor(
    private readonly variables: readonly OptimizedVariable[],
    private readonly options: { momentum: number; weightDecay: number },
  ) {
    this.velocities = variables.map(({ variable: { shape } }) =>
      tf.tidy(() => tf.variable(tf.zeros(shape), false)),
    );
  }

  apply(gradients: Readonly<Record<string, tf.Tensor>>, learningRate: tf.Scalar): void {
    const { momentum, weightDecay } = this.options;
    this.variables.forEach(({ variable, decays }, i) =>
      tf.tidy(() => {
        const gradient = gradients[variable.name]!;
        const pull = decays && weightDecay > 0 ? gradient.add(variable.mul(weightDecay)) : gradient;
        const velocity = this.velocities[i]!;
        const next = momentum === 0 ? pull : velocity.mul(momentum).add(pull);
        velocity.assign(next);
        variable.assign(variable.sub(next.mul(learningRate)));
      }),
    );
  }

  dispose(): void {
    tf.dispose(this.velocities);
  }
}
