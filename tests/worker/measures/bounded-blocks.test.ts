/**
 * Measuring holds one block of views at a time, and what docs/measures.md names: neither what an encoder is given at once nor what is allocated grows
 * further with the datapoints.
 */
import { imageSize, measureDefinitions, Rng, type MeasureKey } from '@engram/core';
import { beforeAll, expect, it } from 'vitest';
import { runData, unseenData } from '../../../worker/src/datasets/run-data.ts';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { projector } from '../../../worker/src/encoders/projector.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { ViewCache } from '../../../worker/src/measures/scoring-views.ts';
import { measureEncoder } from '../../../worker/src/pipeline/measure.ts';
import { toyDataset } from '../pipeline/toy-run.ts';
import { inMemory } from '../../factories/run-data.ts';
import { configOf, freshEncoder, views } from './measured-toy.ts';

/** N, a prime: no block has as many values by chance. */
const datapoints = 397;
const dataset = toyDataset(datapoints + 120);
const data = runData({ datapoints }, inMemory(dataset));
const unseen = unseenData(data, inMemory(dataset));
const size = imageSize(data.shape);
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

/** Lengths and bytes of all arrays of floats that are made by name meanwhile. */
async function allocations(work: () => Promise<unknown>): Promise<{ length: number; bytes: number }[]> {
  const made: { length: number; bytes: number }[] = [];
  const names = ['Float32Array', 'Float64Array'] as const;
  const originals = names.map((name) => globalThis[name]);
  names.forEach((name) => {
    const counting: ProxyHandler<Float64ArrayConstructor> = {
      construct(target, given, newTarget) {
        const array = Reflect.construct(target, given, newTarget as typeof target) as Float64Array;
        // One on the memory of another holds nothing of its own.
        if (!(given[0] instanceof ArrayBuffer)) made.push({ length: array.length, bytes: array.byteLength });
        return array;
      },
    };
    Object.assign(globalThis, { [name]: new Proxy(globalThis[name] as Float64ArrayConstructor, counting) });
  });
  try {
    await work();
  } finally {
    names.forEach((name, at) => Object.assign(globalThis, { [name]: originals[at] }));
  }
  return made;
}

beforeAll(async () => void (await selectEngine('onnxruntime')));

/** Bytes for each value of all datapoints, and of all representations, that docs/measures.md names; nothing where left out. */
const named: Partial<Record<MeasureKey, { ofValues?: number; ofRepresentations?: number }>> = {
  'neighbour-distance': { ofRepresentations: 16 },
  'prototype-distance': { ofRepresentations: 12 },
  'deja-vu': { ofRepresentations: 12 },
  'label-confidence': { ofRepresentations: 4 },
  'pixel-distance': { ofValues: 4 },
};

it.each(Object.keys(measureDefinitions) as MeasureKey[])(
  '%s gives an encoder blocks and allocates what is documented, however many datapoints there are',
  async (key) => {
    const own = freshEncoder();
    const { encoder, seen } = watched(own);
    const config = { ...configOf(key), datapoints };
    const classifier =
      key === 'label-confidence' ? projector([4], own.dims, Rng.fromSeed('classifier')) : undefined;
    let count = 0;
    const made = await allocations(async () => {
      const settings = { config, encoder, data, unseen, classifier, viewCache: new ViewCache(0) };
      count = (await measureEncoder(settings)).perDatapoint.length;
    });
    expect(count).toBe(datapoints);
    expect(views * datapoints).toBeGreaterThan(mostAtOnce);
    expect(seen.most).toBeLessThanOrEqual(mostAtOnce);
    expect(seen.most > 0).toBe(key !== 'pixel-distance');
    const bytesOf = (length: number): number =>
      made.filter((each) => each.length === length).reduce((sum, each) => sum + each.bytes, 0);
    const { ofValues = 0, ofRepresentations = 0 } = named[key] ?? {};
    expect(bytesOf(datapoints * size)).toBe(ofValues * datapoints * size);
    expect(bytesOf(datapoints * own.dims)).toBe(ofRepresentations * datapoints * own.dims);
    expect(Math.max(...made.map(({ length }) => length))).toBeLessThan(datapoints * views * size);
    own.dispose();
    classifier?.dispose();
  },
);
