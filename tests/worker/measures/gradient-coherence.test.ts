import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { expectClose } from '../../oracles/close.ts';
import { naiveCoherences } from '../../oracles/measures.ts';
import { data, freshEncoder, measure, views, viewsByDatapoint } from './measured-toy.ts';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';

beforeAll(() => selectEngine('onnxruntime'));

/** Gradient of the mean of ‖u − v‖² over the pairs of views, pair by pair, over all weights beside each other. */
async function gradientOf(encoder: Encoder, images: Float32Array): Promise<number[]> {
  const variables = encoder.parameters.trainable.map(({ variable }) => variable);
  const { height, width, channels } = encoder.shape;
  const { grads, value } = tf.variableGrads(() => {
    const h = encoder.represent(tf.tensor4d(images, [views, height, width, channels]), 'evaluate');
    const u = h.div(h.square().sum(1, true).sqrt());
    const pairs: tf.Tensor[] = [];
    for (let a = 0; a < views; a++)
      for (let b = 0; b < a; b++)
        pairs.push(
          u
            .slice([a, 0], [1, -1])
            .sub(u.slice([b, 0], [1, -1]))
            .square()
            .sum(),
        );
    return tf.addN(pairs).div(pairs.length);
  }, variables);
  const rows: number[] = [];
  for (const { name } of variables) rows.push(...(await grads[name]!.data()));
  tf.dispose([value, grads]);
  return rows;
}

describe('gradient coherence', () => {
  it('agrees with loops over whole gradients, and leaves no tensor', async () => {
    const encoder = freshEncoder();
    const gradients: number[][] = [];
    for (const images of viewsByDatapoint()) gradients.push(await gradientOf(encoder, images));
    const before = tf.memory().numTensors;
    const { perDatapoint } = await measure(encoder, 'gradient-coherence');
    expect(tf.memory().numTensors).toBe(before);
    naiveCoherences(gradients).forEach((value, n) => expectClose(perDatapoint[n], value, 1e-3));
    expect(perDatapoint.length).toBe(data.indices.length);
    encoder.dispose();
  });
});
