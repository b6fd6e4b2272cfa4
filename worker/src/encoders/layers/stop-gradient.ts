import * as tf from '@tensorflow/tfjs';

/** The same values, through which no gradient flows back. */
export function stopGradient<T extends tf.Tensor>(x: T): T {
  const identity = tf.customGrad((input) => {
    const value = (input as tf.Tensor).clone();
    return { value, gradFunc: (dy: tf.Tensor) => dy.mul(0) };
  });
  return identity(x) as T;
}
