/** A small encoder with fresh weights, and what a measure reads off it; its rows by plain reads, for the oracles. */
import { imageSize, Rng, type MeasureKey, type RunConfigInput } from '@engram/core';
import { runData, unseenData, type RunData } from '../../../worker/src/datasets/run-data.ts';
import { encode } from '../../../worker/src/encoders/encode.ts';
import type { Encoder } from '../../../worker/src/encoders/encoder.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import type { Measured, MeasureSettings } from '../../../worker/src/measures/measure.ts';
import { scoringViews } from '../../../worker/src/measures/scoring-views.ts';
import { measureEncoder } from '../../../worker/src/pipeline/measure.ts';
import { toyConfig, toyDataset } from '../pipeline/toy-run.ts';
import { allPixels, inMemory } from '../../factories/run-data.ts';

export const views = 4;

export const configOf = (measure: MeasureKey, changes: Partial<RunConfigInput> = {}) =>
  toyConfig({ datapoints: 40, scoring: { views, measure }, ...changes });

export const dataset = toyDataset(180);
export const data = runData({ datapoints: 40 }, inMemory(dataset));
export const unseen = unseenData(data, inMemory(dataset));

export const freshEncoder = (changes: Partial<RunConfigInput> = {}): Encoder =>
  createEncoder(configOf('alignment', changes).encoder, data.shape, Rng.fromSeed('measured'));

export const measure = (
  encoder: Encoder,
  key: MeasureKey,
  settings: Partial<MeasureSettings> = {},
): Promise<Measured> => measureEncoder({ config: configOf(key), encoder, data, ...settings });

/** Rows of a layer, [rows][D]. */
export async function rowsUnder(
  encoder: Encoder,
  images: Float32Array,
  layer?: string,
  form?: 'pooled' | 'flattened',
): Promise<number[][]> {
  const count = images.length / imageSize(encoder.shape);
  const flat = await encode(encoder, images, count, layer, form);
  const dims = flat.length / count;
  return Array.from({ length: count }, (_, n) => Array.from(flat.subarray(n * dims, (n + 1) * dims)));
}

/** Values of datapoints as they are, in 0–1. */
export const imagesOf = (of: RunData): Float32Array =>
  Float32Array.from(allPixels(of), (pixel) => pixel / 255);

/** The scoring views of each datapoint, [N] times [M, H, W, C]. */
export function viewsByDatapoint(): Float32Array[] {
  const size = views * imageSize(data.shape);
  return [...scoringViews(configOf('alignment'), data)].flatMap(({ datapoints, images }) =>
    Array.from({ length: datapoints }, (_, n) => images.slice(n * size, (n + 1) * size)),
  );
}

export const unit = (row: readonly number[]): number[] => row.map((value) => value / Math.hypot(...row));
export const l2 = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, i) => value - b[i]!));
