import type { AnyRunConfig } from '@engram/core';
import type { Encoder } from '../encoders/encoder.ts';
import { comparableRows } from '../measures/comparable-rows.ts';
import { nearestRows, type NearestOptions } from '../measures/nearest.ts';
import { representDatapoints } from '../measures/represent-datapoints.ts';
import type { RunData } from '../datasets/run-data.ts';

/** Neighbours kept of each datapoint. */
export const neighbourCount = 20;

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

/**
 * The nearest neighbours of each datapoint among those of its run: representations of the datapoints as they are, not augmented,
 * under one encoder, compared as the run compares views. A datapoint whose representation cannot be compared (not finite, or
 * zero where directions count) has no neighbours and is nobody's.
 */
export async function findNeighbours(options: FindNeighboursOptions): Promise<NeighbourLists> {
  const { config, encoder, data, ...rest } = options;
  const { usable, rows } = comparableRows(
    await representDatapoints(encoder, data, rest),
    data.indices.length,
    config,
  );
  const indices = usable.map((position) => data.indices[position]!);
  const k = Math.min(neighbourCount, usable.length - 1);
  if (k < 1)
    return { k: 0, indices: new Int32Array(), neighbours: new Int32Array(), distances: new Float32Array() };
  const { distance } = config.scoring;
  const { positions, distances } = await nearestRows(rows, { k, distance, ...rest });
  return { k, indices, neighbours: positions.map((position) => indices[position]!), distances };
}
