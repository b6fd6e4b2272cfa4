import * as tf from '@tensorflow/tfjs';

/** The same values, through which no gradient flows back. */
export const stopGradient = <T extends tf.Tensor>(x: T): T => detached((input) => input.clone(), x);

/**
 * What is computed of x, as a constant: no gradient flows back, and none is computed for its steps.
 * @param compute gives a tensor of the shape of x; other tensors that it uses get no gradient either
 */
export function detached<T extends tf.Tensor>(compute: (x: T) => T, x: T): T {
  const constant = tf.customGrad((input) => ({
    value: compute(input as T),
    gradFunc: (dy: tf.Tensor) => dy.mul(0),
  }));
  return constant(x) as T;
}
