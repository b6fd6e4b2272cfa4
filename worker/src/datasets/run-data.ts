import { imageSize, type ImageShape, type RunConfig } from '@engram/core';
import type { Dataset } from './dataset.ts';
import { selectDatapoints } from './select-datapoints.ts';

/** The datapoints that a run uses, N of them, by position 0 … N − 1. */
export interface RunData {
  /** [N] index of each in the original dataset, ascending. */
  readonly indices: Int32Array;
  /** [N, H, W, C], 0–255. */
  readonly pixels: Uint8Array;
  readonly shape: ImageShape;
  /** [N] latent class, −1 = unknown. */
  readonly classes: Int32Array;
  readonly contentHashes: readonly string[];
}

/** What a run needs of its dataset. */
export type RunDataset = Pick<Dataset, 'shape' | 'pixels' | 'labels' | 'contentHashes'>;

/** Picks a run's datapoints out of its dataset. */
export function runData(config: Pick<RunConfig, 'datapoints'>, dataset: RunDataset): RunData {
  const { shape } = dataset;
  const indices = selectDatapoints(config, dataset.labels);
  const size = imageSize(shape);
  const pixels = new Uint8Array(indices.length * size);
  indices.forEach((index, n) =>
    pixels.set(dataset.pixels.subarray(index * size, (index + 1) * size), n * size),
  );
  return {
    indices,
    pixels,
    shape,
    classes: indices.map((index) => dataset.labels[index]!),
    contentHashes: Array.from(indices, (index) => dataset.contentHashes[index]!),
  };
}
