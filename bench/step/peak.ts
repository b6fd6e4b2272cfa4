import { tf } from '../../worker/src/engine/tensors.ts';
import { spreadOf } from '../spread.ts';

/**
 * Floating-point operations a second that the current engine reaches in a product of two matrices of this side, nothing else in it: what a
 * step is compared with.
 */
export async function productPeak(side: number, rounds = 7): Promise<number> {
  const [a, b] = [0, 1].map((seed) => tf.randomUniform([side, side], -1, 1, 'float32', seed)) as [
    tf.Tensor2D,
    tf.Tensor2D,
  ];
  await Promise.all([a.data(), b.data()]);
  const seconds: number[] = [];
  for (let round = 0; round < rounds + 2; round++) {
    const started = performance.now();
    // The sum alone is read: on a device the product itself stays there.
    const sum = tf.tidy(() => tf.matMul(a, b).sum());
    await sum.data();
    sum.dispose();
    if (round >= 2) seconds.push((performance.now() - started) / 1000);
  }
  tf.dispose([a, b]);
  return (2 * side ** 3) / spreadOf(seconds).median;
}
