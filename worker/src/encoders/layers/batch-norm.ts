/**
 * Batch normalization with the statistics of the batch: y = γ (x − μ) / √(σ² + ε) + β for each channel.
 *
 * Source: Ioffe & Szegedy 2015 (1502.03167), algorithm 1 and the gradients of section 3. σ² is the biased
 * variance, as in PyTorch's forward pass. The gradient is written by hand in its affine form per channel,
 * dx = γ r (dy − mean(dy) − x̂ mean(dy x̂)) with r = 1/√(σ² + ε) and x̂ = (x − μ) r: a third of the passes over
 * the batch that automatic differentiation takes. An engine with kernels `BatchNormTrain` and
 * `BatchNormTrainGrad` of its own is asked to do both. There is no second derivative.
 */
import * as tf from '@tensorflow/tfjs';

export interface BatchNormResult<T extends tf.Tensor> {
  /** The normalized batch, of the shape of x. */
  y: T;
  /** Per channel, [C]; no gradient flows through it. */
  mean: tf.Tensor1D;
  /** Biased, per channel, [C]; no gradient flows through it. */
  variance: tf.Tensor1D;
}

/**
 * @param x [..., C], float32; statistics are taken over all axes but the last.
 * @param gamma scale [C].
 * @param beta shift [C].
 * @returns tensors owned by the caller, or by the tidy around the call.
 */
export function batchNormTrain<T extends tf.Tensor>(
  x: T,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon = 1e-5,
): BatchNormResult<T> {
  const statistics: tf.Tensor1D[] = [];
  const normalize = tf.customGrad((...args) => {
    const [input, scale, shift, save] = args as unknown as [
      tf.Tensor,
      tf.Tensor1D,
      tf.Tensor1D,
      (tensors: tf.Tensor[]) => void,
    ];
    const { y, mean, variance } = forward(input, scale, shift, epsilon);
    // A custom gradient returns one tensor; the statistics leave its scope by tf.keep.
    statistics.push(tf.keep(mean), tf.keep(variance));
    save([input, scale, mean, variance]);
    return { value: y, gradFunc: (dy, saved) => backward(dy, saved, epsilon) };
  });
  const y = normalize(x, gamma, beta) as T;
  const [mean, variance] = statistics.map((tensor) => {
    const owned = tensor.clone();
    tensor.dispose();
    return owned;
  }) as [tf.Tensor1D, tf.Tensor1D];
  return { y, mean, variance };
}

const hasKernel = (name: string): boolean => Boolean(tf.getKernel(name, tf.getBackend()));
const rowsOf = (x: tf.Tensor, channels: tf.Tensor): tf.Tensor2D => x.reshape([-1, channels.size]);
const inverseDeviation = (variance: tf.Tensor, epsilon: number): tf.Tensor => variance.add(epsilon).rsqrt();

function forward(
  x: tf.Tensor,
  gamma: tf.Tensor1D,
  beta: tf.Tensor1D,
  epsilon: number,
): BatchNormResult<tf.Tensor> {
  if (hasKernel('BatchNormTrain')) {
    const results = tf.engine().runKernel('BatchNormTrain', { x, gamma, beta }, { epsilon });
    const [y, mean, variance] = results as unknown as [tf.Tensor, tf.Tensor1D, tf.Tensor1D];
    return { y, mean, variance };
  }
  const rows = rowsOf(x, gamma); // [N, C]
  const mean = rows.mean<tf.Tensor1D>(0);
  const centred = rows.sub(mean);
  const variance = centred.square().mean<tf.Tensor1D>(0);
  const y = centred.mul(gamma.mul(inverseDeviation(variance, epsilon))).add(beta);
  return { y: y.reshape(x.shape), mean, variance };
}

function backward(dy: tf.Tensor, saved: tf.Tensor[], epsilon: number): tf.Tensor[] {
  const [x, gamma, mean, variance] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  if (hasKernel('BatchNormTrainGrad')) {
    const inputs = { dy, x, gamma, mean, variance };
    return tf.engine().runKernel('BatchNormTrainGrad', inputs, { epsilon }) as unknown as tf.Tensor[];
  }
  const inverse = inverseDeviation(variance, epsilon);
  const normalized = rowsOf(x, gamma).sub(mean).mul(inverse); // [N, C]
  const dyRows = rowsOf(dy, gamma);
  const dBeta = dyRows.sum(0);
  const dGamma = dyRows.mul(normalized).sum(0);
  const count = normalized.shape[0] as number;
  const centredDy = dyRows.sub(dBeta.div(count)).sub(normalized.mul(dGamma.div(count)));
  return [centredDy.mul(gamma.mul(inverse)).reshape(x.shape), dGamma, dBeta];
}
