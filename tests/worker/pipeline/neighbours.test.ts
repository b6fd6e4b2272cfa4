import { Rng } from '@engram/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { encode } from '../../../worker/src/encoders/encode.ts';
import {
  comparedDatapoints,
  nearestDatapoints,
  neighbourLists,
  type FindNeighboursOptions,
} from '../../../worker/src/pipeline/neighbours.ts';
import { runData } from '../../../worker/src/datasets/run-data.ts';
import { toyConfig, toyDataset } from './toy-run.ts';
import { allPixels, inMemory } from '../../factories/run-data.ts';

const config = toyConfig({ datapoints: 60 });
const data = runData(config, inMemory(toyDataset(90)));
let encoder: Encoder;

async function findNeighbours(options: FindNeighboursOptions) {
  const datapoints = await comparedDatapoints(options);
  return neighbourLists(datapoints, await nearestDatapoints(datapoints, options));
}

beforeAll(async () => {
  await selectEngine('onnxruntime');
  encoder = createEncoder(config.encoder, data.shape, Rng.fromSeed('neighbours'));
  return () => encoder.dispose();
});

/** Distances of unit vectors of all images as they are, by plain loops. */
async function allDistances(): Promise<number[][]> {
  const images = Float32Array.from(allPixels(data), (pixel) => pixel / 255);
  const flat = await encode(encoder, images, 60);
  const rows = Array.from({ length: 60 }, (_, n) => {
    const row = Array.from(flat.subarray(n * encoder.dims, (n + 1) * encoder.dims));
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
  return rows.map((a) => rows.map((b) => Math.hypot(...a.map((value, i) => value - b[i]!))));
}

describe('neighbours of a run', () => {
  it('are the 20 nearest un-augmented images, named by their indices in the dataset', async () => {
    const { k, indices, neighbours, distances } = await findNeighbours({ config, encoder, data });
    expect(k).toBe(20);
    expect(indices).toEqual(data.indices);
    const expected = await allDistances();
    indices.forEach((_, n) => {
      const nearest = expected[n]!.map((distance, position) => ({ distance, index: data.indices[position]! }))
        .filter(({ index }) => index !== indices[n])
        .sort((a, b) => a.distance - b.distance)
        .slice(0, 20);
      const found = Array.from(neighbours.subarray(n * 20, n * 20 + 20));
      // Loops of another order may swap neighbours that are equally far to the last digits.
      found.forEach((index, place) => {
        expect(distances[n * 20 + place]).toBeCloseTo(nearest[place]!.distance, 5);
        expect(expected[n]![data.indices.indexOf(index)]).toBeCloseTo(nearest[place]!.distance, 5);
      });
      expect(new Set(found).size).toBe(20);
    });
  });

  it('are the same to the last bit when they are looked for again', async () => {
    const [once, again] = [
      await findNeighbours({ config, encoder, data }),
      await findNeighbours({ config, encoder, data }),
    ];
    expect(again).toEqual(once);
  });

  it('leave out a datapoint whose representation cannot be compared', async () => {
    const blank: Encoder = Object.create(encoder, {
      represent: {
        value: (...args: Parameters<Encoder['represent']>) => {
          const h = encoder.represent(...args);
          // Row 3 becomes zero, row 5 infinite.
          const factors = Array.from({ length: 60 }, (_, n) => (n === 3 ? 0 : n === 5 ? Infinity : 1));
          return tf.mul(h, tf.tensor2d(factors, [60, 1]));
        },
      },
    }) as Encoder;
    const { indices, neighbours } = await findNeighbours({ config, encoder: blank, data });
    const [zero, infinite] = [data.indices[3]!, data.indices[5]!];
    expect(indices).toHaveLength(58);
    expect([...indices, ...neighbours]).not.toContain(zero);
    expect([...indices, ...neighbours]).not.toContain(infinite);
  });

  it('are as many as there are others in a small run', async () => {
    const few = runData({ datapoints: 4 }, inMemory(toyDataset(90)));
    const { k, neighbours } = await findNeighbours({ config, encoder, data: few });
    expect(k).toBe(3);
    expect(neighbours).toHaveLength(12);
  });
});
