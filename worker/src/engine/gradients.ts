/**
 * Gradients of sums and means that replace those of TensorFlow.js, which multiply by a tensor of ones as large
 * as the input, filled in JavaScript and uploaded at every step (6 ms of a small convolutional network's).
 */
import * as tf from '@tensorflow/tfjs';

/** Spreads dy, which lacks the reduced axes or has them at length 1, over the shape of x. */
function spread(dy: tf.Tensor, x: tf.Tensor, axes: readonly number[]): tf.Tensor {
  const reducedShape = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  return dy.reshape(reducedShape).broadcastTo(x.shape);
}

const axesOf = (x: tf.Tensor, axis: unknown): number[] =>
  tf.util.parseAxisParam((axis as number | number[] | undefined) ?? [...x.shape.keys()], x.shape);

const scalarOrTensor = (dy: tf.Tensor | tf.Tensor[]): tf.Tensor => [dy].flat()[0] as tf.Tensor;

/** Registers them for all engines; calling it again changes nothing. */
export function registerGradients(): void {
  tf.registerGradient({
    kernelName: 'Sum',
    inputsToSave: ['x'],
    gradFunc: (dy, [x], { axis }) => ({
      x: () => spread(scalarOrTensor(dy), x as tf.Tensor, axesOf(x as tf.Tensor, axis)),
    }),
  });
  tf.registerGradient({
    kernelName: 'Mean',
    inputsToSave: ['x'],
    gradFunc: (dy, [input], { axis }) => ({
      x: () => {
        const x = input as tf.Tensor;
        const axes = axesOf(x, axis);
        const count = axes.reduce((product, along) => product * (x.shape[along] ?? 1), 1);
        return spread(scalarOrTensor(dy).div(count), x, axes);
      },
    }),
  });
}
