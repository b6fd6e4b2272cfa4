/** Measuring holds one block of views at a time: what an encoder is given at once does not grow with the datapoints. */
import { measureDefinitions, type MeasureKey } from '@engram/core';
import { beforeAll, expect, it } from 'vitest';
import { runData, unseenData } from '../../../worker/src/datasets/run-data.ts';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { ViewCache } from '../../../worker/src/measures/scoring-views.ts';
import { measureEncoder } from '../../../worker/src/pipeline/measure.ts';
import { toyDataset } from '../pipeline/toy-run.ts';
import { configOf, freshEncoder, views } from './measured-toy.ts';
import { inMemory } from '../../factories/run-data.ts';

const datapoints = 400;
const dataset = toyDataset(datapoints + 120);
const data = runData({ datapoints }, inMemory(dataset));
const unseen = unseenData(data, inMemory(dataset));
/** Of an encoder whose layers are vectors; 250 of others. */
const mostAtOnce = 1000;

/** The encoder, and how many images it was given at once at most. */
function watched(encoder: Encoder) {
  const seen = { most: 0 };
  const represent: Encoder['represent'] = (images, ...rest) => {
    seen.most = Math.max(seen.most, images.shape[0]);
    return encoder.represent(images, ...rest);
  };
  return { seen, encoder: Object.create(encoder, { represent: { value: represent } }) as Encoder };
}

beforeAll(async () => void (await selectEngine('onnxruntime')));

// A classifier's answers are read off representations like those of Déjà Vu.
const measures = (Object.keys(measureDefinitions) as MeasureKey[]).filter(
  (key) => key !== 'label-confidence',
);

it.each(measures)('%s gives an encoder blocks, however many datapoints there are', async (key) => {
  const own = freshEncoder();
  const { encoder, seen } = watched(own);
  const config = { ...configOf(key), datapoints };
  const { perDatapoint } = await measureEncoder({
    config,
    encoder,
    data,
    unseen,
    viewCache: new ViewCache(0),
  });
  expect(perDatapoint).toHaveLength(datapoints);
  expect(views * datapoints).toBeGreaterThan(mostAtOnce);
  expect(seen.most).toBeLessThanOrEqual(mostAtOnce);
  expect(seen.most > 0).toBe(key !== 'pixel-distance');
  own.dispose();
});
