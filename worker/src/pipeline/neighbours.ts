import {
  comparesDirections,
  DomainError,
  encoderInputs,
  imageSize,
  loadViews,
  type Rows,
  type RunConfig,
} from '@engram/core';
import type { Encoder } from '../encoders/encoder.ts';
import { encode } from '../encoders/encode.ts';
import { evenSizes } from '../datasets/even-sizes.ts';
import { nearestRows, type NearestOptions } from './nearest.ts';
import type { RunData } from '../datasets/run-data.ts';

/** Neighbours kept of each datapoint. */
export const neighbourCount = 20;

/** Images of one pass, as in scoring. */
const imagesAtOnce = 250;

/** Nearest neighbours of datapoints; indices are those of the dataset. */
export interface NeighbourLists {
  /** Neighbours of each datapoint: 20, or fewer where there are not so many others. */
  k: number;
  /** [N′] the datapoints that have neighbours, ascending. */
  indices: Int32Array;
  /** [N′, k] nearest first; ties go to the smaller index. */
  neighbours: Int32Array;
  /** [N′, k] in the run's distance. */
  distances: Float32Array;
}

export interface FindNeighboursOptions extends Pick<NearestOptions, 'onProgress' | 'signal'> {
  config: RunConfig;
  encoder: Encoder;
  data: RunData;
}

/**
 * The nearest neighbours of each datapoint among those of its run: representations of the datapoints as they are, not augmented,
 * under one encoder, compared as the run compares views. A datapoint whose representation cannot be compared (not finite, or
 * zero where directions count) has no neighbours and is nobody's.
 */
export async function findNeighbours(options: FindNeighboursOptions): Promise<NeighbourLists> {
  const { config, encoder, data, ...rest } = options;
  const { usable, rows } = comparable(await representImages(encoder, data), data.indices.length, config);
  const indices = usable.map((position) => data.indices[position]!);
  const k = Math.min(neighbourCount, usable.length - 1);
  if (k < 1)
    return { k: 0, indices: new Int32Array(), neighbours: new Int32Array(), distances: new Float32Array() };
  const { distance } = config.scoring;
  const { positions, distances } = await nearestRows(rows, { k, distance, ...rest });
  return { k, indices, neighbours: positions.map((position) => indices[position]!), distances };
}

/** [N, D] */
async function representImages(encoder: Encoder, { indices, pixels, shape }: RunData): Promise<Float32Array> {
  const size = imageSize(shape);
  const representations = new Float32Array(indices.length * encoder.dims);
  let done = 0;
  for (const count of evenSizes(indices.length, imagesAtOnce)) {
    const images = encoderInputs(pixels, done * size, (done + count) * size);
    representations.set(await encode(encoder, images, count), done * encoder.dims);
    done += count;
  }
  return representations;
}

/** The rows that can be compared, in float64, of length 1 where the run asks for it, and their positions. */
function comparable(
  representations: Float32Array,
  count: number,
  { scoring: { distance, unitNorm } }: RunConfig,
): { usable: Int32Array; rows: Rows } {
  const dims = representations.length / count;
  const values = new Float64Array(representations.length);
  const usable: number[] = [];
  const options = { distance, unitNorm: unitNorm || comparesDirections(distance) };
  for (let position = 0; position < count; position++) {
    const row = values.subarray(usable.length * dims, (usable.length + 1) * dims);
    try {
      loadViews(representations, position, { datapoints: count, views: 1, dims }, options, row);
      usable.push(position);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return {
    usable: Int32Array.from(usable),
    rows: { values: values.subarray(0, usable.length * dims), count: usable.length, dims },
  };
}
