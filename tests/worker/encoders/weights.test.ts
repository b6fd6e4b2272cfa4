import * as tf from '@tensorflow/tfjs';
import { Rng, type EncoderConfig } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../engine/compare-engines.ts';
import { lazyEngine } from '../engine/engines-here.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { loadWeights, saveWeights } from '../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import old from '../../fixtures/first-layout-checkpoints.json' with { type: 'json' };

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
  beforeAll(async () => void (await selectEngine(lazyEngine)));

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

  it('are read from a checkpoint of the layout before safetensors', async () => {
    const { checkpoint, representations } = old.find(({ encoder }) => encoder.key === config.key)!;
    const encoder = loadWeights(Buffer.from(checkpoint, 'base64'));
    expect(encoder.config).toEqual(config);
    expectClose(await features(encoder, 'evaluate'), representations, 1e-6);
    const again = loadWeights(await saveWeights(encoder));
    expect(await features(again, 'evaluate')).toEqual(await features(encoder, 'evaluate'));
    encoder.dispose();
    again.dispose();
  });
});

it('weights have the names, shapes and order of axes of PyTorch, and a header sorted by name', async () => {
  await selectEngine('cpu');
  const encoder = createEncoder({ key: 'small-conv', channels: [3, 4] }, shape, Rng.fromSeed(3));
  const bytes = await saveWeights(encoder);
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  expect(length % 8).toBe(0);
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  const { __metadata__: metadata, ...tensors } = JSON.parse(text) as Record<
    string,
    { shape: number[]; data_offsets: number[] }
  >;
  expect(text.startsWith('{"__metadata__"')).toBe(true);
  expect(Object.entries(tensors).map(([name, entry]) => [name, entry.shape, entry.data_offsets])).toEqual([
    ['conv0.weight', [3, 1, 3, 3], [0, 108]],
    ['conv1.weight', [4, 3, 3, 3], [108, 540]],
    ['norm0.bias', [3], [540, 552]],
    ['norm0.running_mean', [3], [552, 564]],
    ['norm0.running_var', [3], [564, 576]],
    ['norm0.weight', [3], [576, 588]],
    ['norm1.bias', [4], [588, 604]],
    ['norm1.running_mean', [4], [604, 620]],
    ['norm1.running_var', [4], [620, 636]],
    ['norm1.weight', [4], [636, 652]],
  ]);
  expect(metadata).toEqual({
    encoder: '{"channels":[3,4],"key":"small-conv"}',
    format: 'pt',
    shape: '{"channels":1,"height":7,"width":5}',
  });
  const filter = await encoder.parameters.all.find(({ name }) => name === 'conv1.weight')!.variable.array();
  const values = new DataView(bytes.buffer, 8 + length + 108);
  // [O, I, H, W] = (2, 1, 0, 2); the engine has [H, W, I, O].
  expect(values.getFloat32(4 * (((2 * 3 + 1) * 3 + 0) * 3 + 2), true)).toBe(
    (filter as number[][][][])[0]![2]![1]![2],
  );
  encoder.dispose();
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
    ['empty', new Uint8Array(0), /header is cut off/],
    ['of another kind', changed((copy) => copy.fill(0x50, 0, 8)), /header is cut off/],
    ['cut in the header', bytes.slice(0, 40), /header is cut off/],
    [
      'of the first layout, cut',
      Buffer.from(old[0]!.checkpoint, 'base64').subarray(0, -4),
      /bytes where \d+ were written/,
    ],
    ['of half precision', put('F32', 'F16'), /does not describe the tensor/],
    ['with a gap', put('[0,560]', '[0,564]'), /does not describe the tensor/],
    ['cut in the values', bytes.slice(0, -4), /bytes where \d+ were written/],
    ['without JSON', put('{', '!'), /not JSON/],
    ['of an unknown encoder', put('mlp', 'xyz'), /names no encoder/],
    ['without an encoder', put('"encoder":', '"encodes":'), /names no encoder/],
    ['of another architecture', put('[4,2]', '[4,3]'), /another architecture/],
  ])('when %s, and leave no tensor behind', (_what, damaged, reason) => {
    const before = tf.memory().numTensors;
    expect(() => loadWeights(damaged)).toThrow(reason);
    expect(tf.memory().numTensors).toBe(before);
  });
});
