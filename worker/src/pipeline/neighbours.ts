import type { AnyRunConfig, Rows } from '@engram/core';
import type { Encoder } from '../encoders/encoder.ts';
import { comparableRows } from '../measures/rows/comparable-rows.ts';
import { nearestRows, type NearestOptions } from '../measures/rows/nearest.ts';
import { representDatapoints } from '../measures/rows/represent-datapoints.ts';
import type { RunData } from '../datasets/run-data.ts';

/** Neighbours kept of each datapoint. */
const neighbourCount = 20;

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
  config: AnyRunConfig;
  encoder: Encoder;
  data: RunData;
}

/** Datapoints of a run whose representations can be compared. */
export interface ComparedDatapoints {
  /** [N′] in the dataset, ascending */
  indices: Int32Array;
  /** [N′, D] */
  rows: Rows;
}

/** The nearest neighbours of rows among each other: [N′, k], nearest first. */
export type NearestDatapoints = Pick<NeighbourLists, 'k' | 'distances'> & { positions: Int32Array };

/**
 * Representations of the datapoints as they are, not augmented, under one encoder. One that cannot be compared (not finite, or
 * zero where directions count) is left out.
 */
export async function comparedDatapoints({
  config,
  encoder,
  data,
  signal,
}: FindNeighboursOptions): Promise<ComparedDatapoints> {
  const representations = await representDatapoints(encoder, data, { signal });
  const { usable, rows } = comparableRows(representations, data.indices.length, config);
  return { indices: usable.map((position) => data.indices[position]!), rows };
}

/** Up to 20 of each, compared as the run compares views; k = 0 where there are no others. */
export async function nearestDatapoints(
  { rows }: ComparedDatapoints,
  { config, onProgress, signal }: Pick<FindNeighboursOptions, 'config' | 'onProgress' | 'signal'>,
): Promise<NearestDatapoints> {
  const k = Math.min(neighbourCount, rows.count - 1);
  if (k < 1) return { k: 0, positions: new Int32Array(), distances: new Float32Array() };
  return nearestRows(rows, { k, distance: config.scoring.distance, onProgress, signal });
}

/** The same by indices in the dataset. */
export function neighbourLists({ indices }: ComparedDatapoints, nearest: NearestDatapoints): NeighbourLists {
  const { k, positions, distances } = nearest;
  return {
    k,
    indices: k === 0 ? new Int32Array() : indices,
    neighbours: positions.map((position) => indices[position]!),
    distances,
  };
}
