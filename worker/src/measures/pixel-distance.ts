/**
 * Mean L2 distance of each datapoint's values, those of images in 0–1, to its 10 nearest neighbours', itself not among them. It reads no encoder: all encoders of a run give the
 * same, which is computed once for each process. Costs O(N² · values) on the engine, and the values in float32.
 */
import { encoderInputs, imageSize } from '@engram/core';
import { positionsFrom } from '../datasets/pixel-source.ts';
import type { RunData } from '../datasets/run-data.ts';
import type { Measure } from './measure.ts';
import { nearestRows, type NearestOptions } from './rows/nearest.ts';

const neighbours = 10;

const known = new WeakMap<RunData, Float64Array>();

export const pixelDistance: Measure = {
  key: 'pixel-distance',
  async of(_encoder, data, { onProgress, signal }) {
    const perDatapoint = known.get(data) ?? (await distancesOf(data, { onProgress, signal }));
    known.set(data, perDatapoint);
    return { perDatapoint: perDatapoint.slice(), viewNoise: null };
  },
};

async function distancesOf(
  data: RunData,
  options: Pick<NearestOptions, 'onProgress' | 'signal'>,
): Promise<Float64Array> {
  const count = data.indices.length;
  const k = Math.min(neighbours, count - 1);
  const values = encoderInputs(data.pixels.read(positionsFrom(0, count)));
  const rows = { values, count, dims: imageSize(data.shape) };
  const { distances } = await nearestRows(rows, { k, distance: 'l2', ...options });
  return Float64Array.from({ length: count }, (_, n) => {
    let sum = 0;
    for (let i = 0; i < k; i++) sum += distances[n * k + i]!;
    return sum / k;
  });
}
