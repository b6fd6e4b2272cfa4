import * as tf from '@tensorflow/tfjs';
import { Rng } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { patchesOf } from '../../../worker/src/encoders/patches.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { maeLoss, masked, selection } from '../../../worker/src/methods/mae.ts';
import { createMethod } from '../../../worker/src/methods/registry.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectAllClose } from '../../oracles/close.ts';
import { mae } from '../../oracles/methods/mae.ts';
import { enginesHere } from '../engine/engines-here.ts';
import { toyConfig, toyData } from '../pipeline/toy-run.ts';
import { centralDifferences, relativeError, withGradients, type Matrix } from './loss-on-engine.ts';
import { randomMatrix } from './random-matrix.ts';

interface MaeCase {
  method: string;
  prediction: number[][][];
  target: number[][][];
  mask: Matrix;
  normalizePixels: boolean;
  loss: number;
  grads: { prediction: number[][][] };
}

const { cases } = readFixture<{ cases: Record<string, MaeCase> }>('losses');
const ours = Object.entries(cases).filter(([, { method }]) => method === 'mae');

/** Rows of patches of `images` images, [B · P, D] → [B][P][D]. */
const cut = (rows: Matrix, images: number): number[][][] =>
  Array.from({ length: images }, (_, n) => rows.slice((n * rows.length) / images, ((n + 1) * rows.length) / images)); // prettier-ignore

const lossOf = (target: number[][][], mask: Matrix, normalizePixels: boolean) => (prediction: tf.Tensor2D) =>
  maeLoss(
    prediction.reshape([target.length, target[0]!.length, -1]),
    tf.tensor3d(target),
    tf.tensor2d(mask),
    { normalizePixels },
  );

const read = async (tensor: tf.Tensor): Promise<number[]> => {
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
};

it('is checked against fixtures of its method', () => expect(ours.length).toBeGreaterThan(0));

const data = toyData(40);
const trainOn = Int32Array.from({ length: 30 }, (_, n) => n);
const train = (changes: Parameters<typeof toyConfig>[0]) =>
  trainEncoder({
    config: toyConfig({
      method: { key: 'mae', decoderWidth: 12, decoderDepth: 1 },
      optimizer: { key: 'adamw', learningRate: 0.01 },
      epochs: 12,
      ...changes,
    }),
    data,
    trainOn,
    seed: 'seed',
  });
const vit = { key: 'vit-tiny', width: 24, depth: 1, heads: 2, patch: 4 } as const;

describe.each(enginesHere)('mae on the engine %s', (engine) => {
  beforeAll(async () => void (await selectEngine(engine)));

  it.each(ours)('equals the reference values and gradients of %s', async (_name, given) => {
    const { loss, gradients } = await withGradients(
      (p) => lossOf(given.target, given.mask, given.normalizePixels)(p!),
      [given.prediction.flat()],
    );
    expectAllClose([loss], [given.loss], 1e-4);
    expectAllClose(gradients[0]!, given.grads.prediction.flat(2), 1e-4);
  });

  it.each([true, false])('equals loops over patches (normalized: %s), and its gradient finite differences', async (normalize) => {
    const rng = Rng.fromSeed('mae');
    const [prediction, target] = [randomMatrix(6, 4, rng), cut(randomMatrix(6, 4, rng), 2)];
    const mask = [[1, 0, 1], [0, 0, 1]]; // prettier-ignore
    const { loss, gradients } = await withGradients((p) => lossOf(target, mask, normalize)(p!), [prediction]);
    const oracle = (p: Matrix): number => mae(cut(p, 2), target, mask, normalize);
    expectAllClose([loss], [oracle(prediction)], 1e-5);
    expect(relativeError(gradients[0]!, centralDifferences(oracle, prediction))).toBeLessThan(1e-4);
    // What was visible counts for nothing: row 1 of image 0, rows 0 and 1 of image 1.
    const visible = [1, 3, 4].flatMap((row) => gradients[0]!.slice(4 * row, 4 * row + 4));
    expect(visible.every((value) => value === 0)).toBe(true);
  }); // prettier-ignore

  it('hides whole patches, and chooses the visible ones in their order', async () => {
    const images = (): tf.Tensor4D => tf.range(1, 33).reshape([1, 4, 4, 2]);
    const hidden = (): tf.Tensor2D => tf.tensor2d([[0, 1, 0, 1]]);
    const left = await read(tf.tidy(() => masked(images(), hidden(), 2)));
    expect(left).toEqual(Array.from({ length: 32 }, (_, i) => (i % 8 < 4 ? i + 1 : 0)));
    const seen = await read(tf.tidy(() => tf.matMul(selection(hidden(), 2), patchesOf(images(), 2))));
    expect(seen).toEqual([1, 2, 3, 4, 9, 10, 11, 12, 17, 18, 19, 20, 25, 26, 27, 28]);
  });

  it.each([{ key: 'mlp' } as const, vit])('shows $key nothing of a hidden patch', async (settings) => {
    const config = toyConfig({ encoder: settings, method: { key: 'mae', decoderWidth: 12 } });
    const encoder = createEncoder(config.encoder, data.shape, Rng.fromSeed(1));
    const method = createMethod(config.method, {
      encoder,
      createEncoder: () => encoder,
      projectorWidths: [],
      classCount: 0,
      rng: Rng.fromSeed(2),
    });
    /** What the encoder makes of images that are 0.5 where visible. */
    const seeing = async (valueOfHidden: number): Promise<number[]> => {
      let made: tf.Tensor | null = null;
      const noted = <T extends tf.Tensor>(tensor: T): T => {
        made = tf.keep(tensor.clone());
        return tensor;
      };
      tf.tidy(() => {
        const hidden = tf.tensor2d([[1, 1, 0, 1, 1, 1, 1, 0, 1]]);
        const images = masked(tf.fill([1, 12, 12, 1], 0.5), hidden, 4);
        const whole = masked(tf.fill([1, 12, 12, 1], valueOfHidden), tf.sub(1, hidden), 4).add<tf.Tensor4D>(images); // prettier-ignore
        method.loss({ size: 1, phase: '', images: whole, hidden }, {
          ...encoder,
          represent: (x, mode) => noted(encoder.represent(x, mode)),
          patches: encoder.patches && {
            ...encoder.patches,
            representVisible: (...given) => noted(encoder.patches!.representVisible(...given)),
          },
        }); // prettier-ignore
      });
      return read(made!);
    };
    const dark = await seeing(0);
    expect(dark.length).toBeGreaterThan(0);
    expect(await seeing(1)).toEqual(dark);
    method.dispose();
    encoder.dispose();
  }); // prettier-ignore

  it.each([
    ['an encoder of vectors', {}],
    ['an encoder of patches', { encoder: vit }],
    ['an encoder of patches without a class token', { encoder: { ...vit, pool: 'mean' } }],
  ] as const)('learns to predict pixels through %s, the same each time', async (_name, changes) => {
    const before = tf.memory().numTensors;
    const weights = [];
    for (let repeat = 0; repeat < 2; repeat++) {
      const { encoder, lossHistory } = await train(changes);
      expect(lossHistory.at(-1)!).toBeLessThan(0.95 * lossHistory[0]!);
      weights.push(await saveWeights(encoder));
      encoder.dispose();
    }
    expect(weights[1]).toEqual(weights[0]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{ method: { key: 'mae', patch: 5 } }, 'method.patch: images of 12 × 12 cannot be cut into patches of 5 × 5'],
    [{ method: { key: 'mae', patch: 12 } }, 'method.patch: images of 12 × 12 are one patch'],
    [{ method: { key: 'mae', patch: 3 }, encoder: vit }, "method.patch: it is 3, but the encoder 'vit-tiny' works on patches of 4. Set it to 4."],
    [{ method: { key: 'mae', decoderWidth: 20 }, encoder: vit }, 'method.decoderWidth: it is 20, and must be a multiple of 12 for'],
  ] as const)('refuses %j', async (changes, message) => {
    const before = tf.memory().numTensors;
    await expect(train(changes)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  }); // prettier-ignore
});
