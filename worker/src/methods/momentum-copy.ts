import * as tf from '@tensorflow/tfjs';
import type { Network } from '../encoders/encoder.ts';

/**
 * Networks that follow others slowly: w ← μ w + (1 − μ) w′ for each trainable variable, from equal values on. No gradient reaches them;
 * their running statistics are their own.
 */
export class MomentumCopy {
  private readonly pairs: { own: tf.Variable; followed: tf.Variable }[];

  /**
   * @param own the networks that follow; they take the followed networks' values at once
   * @param followed networks of the same architecture, in the same order
   */
  constructor(own: readonly Network[], followed: readonly Network[]) {
    this.pairs = own.flatMap(({ parameters }, n) =>
      parameters.trainable.map(({ variable }, v) => ({
        own: variable,
        followed: followed[n]!.parameters.trainable[v]!.variable,
      })),
    );
    // Values of its own: shared ones would make the first step another graph than those after it.
    for (const { own, followed } of this.pairs)
      tf.tidy(() => own.assign(tf.tensor(followed.dataSync(), followed.shape)));
  }

  /** Records one move. @param shares of `copyShares` */
  follow([own, followed]: readonly tf.Scalar[]): void {
    tf.tidy(() => {
      for (const pair of this.pairs) pair.own.assign(pair.own.mul(own!).add(pair.followed.mul(followed!)));
    });
  }
}

/** μ and 1 − μ: how much a copy stays what it is, and how much it becomes what it follows. */
export const copyShares = (momentum: number): readonly number[] => [momentum, 1 - momentum];

/** μ at a step: from `base` at the first to 1 at the end by half a cosine (Grill et al. 2020, arXiv 2006.07733, section 3.2). */
export function cosineMomentum(step: number, steps: number, base: number): number {
  return 1 - ((1 - base) * (1 + Math.cos((Math.PI * step) / steps))) / 2;
}
