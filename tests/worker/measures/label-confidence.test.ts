import * as tf from '@tensorflow/tfjs';
import { includedDatapoints } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadClassifier, loadWeights, saveWeights } from '../../../worker/src/encoders/weights.ts';
import { decodeSafetensors } from '../../../worker/src/encoders/weight-files/safetensors.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { planRun } from '../../../worker/src/pipeline/plan.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { configOf, data, freshEncoder, imagesOf, measure, rowsUnder } from './measured-toy.ts';

const config = configOf('label-confidence', { method: { key: 'supervised' }, epochs: 8 });
let bytes: Uint8Array;

beforeAll(async () => {
  await selectEngine('onnxruntime');
  const trainOn = includedDatapoints(planRun(config, 40).masks[0]!);
  const { encoder, classifier } = await trainEncoder({ config, data, trainOn, seed: 'seed' });
  bytes = await saveWeights(encoder, classifier);
  encoder.dispose();
});

describe('label confidence', () => {
  it('is 1 where the stored classifier gives the label, by plain loops over its weights', async () => {
    const before = tf.memory().numTensors;
    const [encoder, classifier] = [loadWeights(bytes), loadClassifier(bytes)];
    const { perDatapoint } = await measure(encoder, 'label-confidence', { config, classifier });
    const stored = new Map(decodeSafetensors(bytes).tensors.map((tensor) => [tensor.name, tensor.values]));
    const [weights, bias] = [stored.get('classifier.dense0.weight')!, stored.get('classifier.dense0.bias')!];
    const rows = await rowsUnder(encoder, imagesOf(data));
    const expected = rows.map((h, n) => {
      const logits = Array.from(bias, (b, k) =>
        h.reduce((sum, value, i) => sum + value * weights[k * h.length + i]!, b),
      );
      return logits.indexOf(Math.max(...logits)) === data.classes[n] ? 1 : 0;
    });
    expect([...perDatapoint]).toEqual(expected);
    // It learnt: chance is 10 of 40.
    expect(expected.reduce<number>((sum, right) => sum + right, 0)).toBeGreaterThan(20);
    encoder.dispose();
    classifier!.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves the encoder as it was: the same representations with and without the classifier beside them', async () => {
    const encoder = loadWeights(bytes);
    const alone = loadWeights(await saveWeights(encoder));
    expect(await rowsUnder(alone, imagesOf(data))).toEqual(await rowsUnder(encoder, imagesOf(data)));
    expect(loadClassifier(await saveWeights(encoder))).toBeNull();
    encoder.dispose();
    alone.dispose();
  });

  it('rejects an encoder without classifier, and datapoints without labels', async () => {
    const encoder = freshEncoder();
    await expect(measure(encoder, 'label-confidence')).rejects.toThrow(
      "this encoder's checkpoint holds none",
    );
    const classifier = loadClassifier(bytes);
    const classes = data.classes.map((label, n) => (n === 3 ? -1 : label));
    await expect(
      measure(encoder, 'label-confidence', { config, classifier, data: { ...data, classes } } as object),
    ).rejects.toThrow("measure: 'label-confidence' needs the class of every datapoint, and one has none");
    classifier!.dispose();
    encoder.dispose();
  });
});
