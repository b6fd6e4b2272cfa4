/**
 * Gradient coherence (Zielinski et al. 2020, arXiv 2003.07422): cosine of each datapoint's gradient with the mean of the others'. The gradient is that, by all
 * trainable weights of the encoder, of the datapoint's alignment loss by squared L2 between representations of length 1 over its M views; batch normalization
 * uses its running statistics, so that a datapoint's gradient depends on that datapoint alone. Costs a pass forward and back of N · M images for the sum, and one
 * of M images for each datapoint; memory O(weights).
 */
import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import { coherenceOf, imageSize } from '@engram/core';
import type { RunData } from '../datasets/run-data.ts';
import type { Encoder } from '../encoders/encoder.ts';
import { unitRows } from '../encoders/layers/unit-rows.ts';
import { assertGoingOn } from './assert-going-on.ts';
import type { Measure, MeasureSettings } from './measure.ts';

export const gradientCoherence: Measure = {
  key: 'gradient-coherence',
  async of(encoder, data, settings) {
    const { config, viewCache, onProgress, signal } = settings;
    const { views, layer } = config.scoring;
    const count = data.indices.length;
    const size = imageSize(data.shape);
    const gradients = new Gradients(encoder, views, layer);
    const sum = await sumOfGradients(gradients, data, settings);
    const perDatapoint = new Float64Array(count);
    try {
      const [sumSquare] = await productsOf(sum, sum);
      let done = 0;
      for (const { datapoints, images } of viewCache.blocks(config, data))
        for (let n = 0; n < datapoints; n++) {
          assertGoingOn(signal, done, count);
          const own = gradients.of(images.subarray(n * views * size, (n + 1) * views * size), 1);
          const [withSum, square] = await productsOf(own, sum);
          tf.dispose(own);
          perDatapoint[done] = coherenceOf(square, withSum, sumSquare);
          done++;
          onProgress?.((count + done) / 2, count);
          await setImmediate();
        }
    } finally {
      tf.dispose(sum);
    }
    return { perDatapoint, viewNoise: null };
  },
};

async function sumOfGradients(
  gradients: Gradients,
  data: RunData,
  { config, viewCache, onProgress, signal }: MeasureSettings,
): Promise<tf.Tensor[]> {
  const count = data.indices.length;
  let sum: tf.Tensor[] | null = null;
  let done = 0;
  for (const { datapoints, images } of viewCache.blocks(config, data)) {
    assertGoingOn(signal, done, count);
    const some = gradients.of(images, datapoints);
    const next: tf.Tensor[] = sum ? tf.tidy(() => sum!.map((total, i) => total.add(some[i]!))) : some;
    // Computes the block before the next is recorded.
    await next[0]!.data();
    if (sum) tf.dispose([...sum, ...some]);
    sum = next;
    done += datapoints;
    onProgress?.(done / 2, count);
    await setImmediate();
  }
  return sum!;
}

/** Gradients of the sum of datapoints' losses, a tensor for each trainable variable; the caller disposes them. */
class Gradients {
  private readonly variables: tf.Variable[];

  constructor(
    private readonly encoder: Encoder,
    private readonly views: number,
    private readonly layer: string | undefined,
  ) {
    this.variables = encoder.parameters.trainable.map(({ variable }) => variable);
  }

  /** @param images [B · M, H, W, C], datapoint by datapoint */
  of(images: Float32Array, datapoints: number): tf.Tensor[] {
    const { height, width, channels } = this.encoder.shape;
    return tf.tidy(() => {
      const batch = tf.tensor4d(images, [datapoints * this.views, height, width, channels]);
      const { grads, value } = tf.variableGrads(() => this.loss(batch, datapoints), this.variables);
      value.dispose();
      return this.variables.map(({ name }) => grads[name]!);
    });
  }

  /** Σ over datapoints of the mean of ‖u − v‖² over pairs of views: 2M/(M − 1) · (1 − ‖mean of u‖²) for rows u of length 1. */
  private loss(images: tf.Tensor4D, datapoints: number): tf.Scalar {
    const { encoder, views, layer } = this;
    const unit = unitRows(encoder.represent(images, 'evaluate', layer)); // [B · M, D]
    const means = unit.reshape([datapoints, views, -1]).mean(1); // [B, D]
    return tf
      .scalar(datapoints)
      .sub(means.square().sum())
      .mul<tf.Scalar>((2 * views) / (views - 1));
  }
}

/** [a · b, a · a] over all variables together. */
async function productsOf(a: readonly tf.Tensor[], b: readonly tf.Tensor[]): Promise<[number, number]> {
  const both = tf.tidy(() => {
    const total = (others: readonly tf.Tensor[]): tf.Tensor =>
      tf.addN(a.map((one, i) => one.mul(others[i]!).sum()));
    return tf.stack([total(b), total(a)]);
  });
  const [withOthers, square] = await both.data<'float32'>();
  both.dispose();
  return [withOthers!, square!];
}
