import * as tf from '@tensorflow/tfjs';
import { Rng, type EncoderConfig } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { loadWeights, saveWeights } from '../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../worker/src/engine/engine.ts';

const shape = { height: 7, width: 5, channels: 1 };
const images = Float32Array.from({ length: 4 * 35 }, (_, i) => (i * 37) % 11);

async function features(
  encoder: ReturnType<typeof createEncoder>,
  mode: 'train' | 'evaluate',
): Promise<number[]> {
  const h = tf.tidy(() => encoder.represent(tf.tensor4d(images, [4, 7, 5, 1]), mode));
  const values = Array.from(await h.data());
  h.dispose();
  return values;
}

describe.each<EncoderConfig>([
  { key: 'mlp', widths: [9, 4] },
  { key: 'small-conv', channels: [3, 4] },
])('the weights of $key', (config) => {
  beforeAll(async () => void (await selectEngine('onnxruntime')));

  it('come back from bytes to the last bit, running statistics included', async () => {
    const encoder = createEncoder(config, shape, Rng.fromSeed(3));
    await features(encoder, 'train');
    const bytes = await saveWeights(encoder);
    // At an odd offset, as a slice of a larger file may lie.
    const shifted = new Uint8Array(bytes.length + 1).subarray(1);
    shifted.set(bytes);
    const loaded = loadWeights(shifted);
    expect(await features(loaded, 'evaluate')).toEqual(await features(encoder, 'evaluate'));
    expect(await saveWeights(loaded)).toEqual(bytes);
    encoder.dispose();
    loaded.dispose();
  });
});

describe('damaged weights are refused', async () => {
  await selectEngine('cpu');
  const encoder = createEncoder({ key: 'mlp', widths: [4, 2] }, shape, Rng.fromSeed(1));
  const bytes = await saveWeights(encoder);
  encoder.dispose();
  const changed = (change: (copy: Uint8Array) => void): Uint8Array => {
    const copy = bytes.slice();
    change(copy);
    return copy;
  };
  const text = new TextDecoder('latin1').decode(bytes);
  const put = (old: string, by: string) =>
    changed((copy) => copy.set(new TextEncoder().encode(by), text.indexOf(old)));

  it.each([
    ['empty', new Uint8Array(0), /do not begin with ENGRAMW1/],
    ['of another kind', put('ENGRAMW1', 'ENGRAMW9'), /do not begin with ENGRAMW1/],
    ['cut in the header', bytes.slice(0, 40), /header is cut off/],
    ['cut in the values', bytes.slice(0, -4), /bytes where \d+ were written/],
    ['without JSON', put('{', '!'), /not JSON/],
    ['of an unknown encoder', put('"mlp"', '"xyz"'), /names no encoder/],
    ['of another architecture', put('[4,2]', '[4,3]'), /another architecture/],
  ])('when %s, and leave no tensor behind', (_what, damaged, reason) => {
    const before = tf.memory().numTensors;
    expect(() => loadWeights(damaged)).toThrow(reason);
    expect(tf.memory().numTensors).toBe(before);
  });
});
