import * as tf from '@tensorflow/tfjs';
import type { Parameters } from '../parameters.ts';
import { batchNormTrain } from './batch-norm.ts';
import type { Layer } from './layer.ts';

/** Weight of the newest batch in the running statistics, PyTorch's `momentum`. */
const newest = 0.1;
const epsilon = 1e-5;

/** `batchNormalization`, then ReLU. */
export function normalizedRelu<T extends tf.Tensor>(
  parameters: Parameters,
  name: string,
  channels: number,
): Layer<T, T> {
  const normalized = batchNormalization<T>(parameters, name, channels);
  return (x, mode) => normalized(x, mode).relu();
}

/**
 * Batch normalisation over all axes but the last, with scale γ and shift β.
 *
 * Training normalises by the batch's mean and biased variance and moves the running statistics towards its mean and
 * unbiased variance by a tenth; evaluation normalises by the running statistics. The moves are recorded with the step
 * and computed together with it.
 */
export function batchNormalization<T extends tf.Tensor>(
  parameters: Parameters,
  name: string,
  channels: number,
): Layer<T, T> {
  const gamma = parameters.constant<tf.Tensor1D>(`${name}.weight`, [channels], 1);
  const beta = parameters.constant<tf.Tensor1D>(`${name}.bias`, [channels], 0);
  const runningMean = parameters.statistic(`${name}.running_mean`, [channels], 0);
  const runningVariance = parameters.statistic(`${name}.running_var`, [channels], 1);
  return (x, mode) => {
    if (mode === 'evaluate') {
      const slope = gamma.mul(runningVariance.add(epsilon).rsqrt());
      return x.mul(slope).add<T>(beta.sub(runningMean.mul(slope)));
    }
    const { y, mean, variance } = batchNormTrain(x, gamma, beta, epsilon);
    const rows = x.size / channels;
    move(runningMean, mean, 1);
    move(runningVariance, variance, rows / (rows - 1));
    return y;
  };
}

function move(running: tf.Variable, batch: tf.Tensor, factor: number): void {
  running.assign(tf.tidy(() => running.mul(1 - newest).add(batch.mul(newest * factor))));
}
