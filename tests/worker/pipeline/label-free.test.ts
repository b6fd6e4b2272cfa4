/** Labels are for analysis: what is not defined by them is the same to the last bit whatever they are. */
import {
  classifyingMethods,
  measureDefinitions,
  methodCards,
  type MeasureKey,
  type MethodKey,
} from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { measureEncoder } from '../../../worker/src/pipeline/measure.ts';
import { trainEncoder } from '../../../worker/src/pipeline/train.ts';
import { configOf, data, freshEncoder } from '../measures/measured-toy.ts';
import { toyConfig } from './toy-run.ts';

beforeAll(async () => void (await selectEngine('onnxruntime')));

const relabelled = { ...data, classes: data.classes.map((label, n) => (label + 1 + (n % 3)) % 4) };
const trainOn = Int32Array.from({ length: 30 }, (_, n) => n);

const labelled = classifyingMethods() as MethodKey[];
const methods = (Object.keys(methodCards) as MethodKey[]).filter((key) => !labelled.includes(key));
const measures = (Object.keys(measureDefinitions) as MeasureKey[]).filter(
  (key) => measureDefinitions[key].needsLabels !== true,
);

async function weightsOf(key: MethodKey, seen: typeof data): Promise<Uint8Array> {
  const config = toyConfig({ method: { key } as never, epochs: 1, optimizer: { learningRate: 0.02 } });
  const { encoder } = await trainEncoder({ config, data: seen, trainOn, seed: 'seed' });
  const weights = await saveWeights(encoder);
  encoder.dispose();
  return weights;
}

describe('labels', () => {
  it.each(methods)('do not reach training by %s', async (key) => {
    expect(await weightsOf(key, relabelled)).toEqual(await weightsOf(key, data));
  });

  it.each(labelled)('reach training by %s, which asks for them', async (key) => {
    expect(await weightsOf(key, relabelled)).not.toEqual(await weightsOf(key, data));
  });

  it.each(measures)('do not reach the measure %s', async (key) => {
    const encoder = freshEncoder();
    const of = (seen: typeof data) => measureEncoder({ config: configOf(key), encoder, data: seen });
    expect((await of(relabelled)).perDatapoint).toEqual((await of(data)).perDatapoint);
    encoder.dispose();
  });
});
