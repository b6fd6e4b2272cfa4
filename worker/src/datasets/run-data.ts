import {
  allocateValues,
  imageSize,
  type DatapointValues,
  type ImageShape,
  type RunConfig,
} from '@engram/core';
import type { Dataset } from './dataset.ts';
import { selectDatapoints } from './select-datapoints.ts';

/** The datapoints that a run uses, N of them, by position 0 … N − 1. */
export interface RunData {
  /** [N] index of each in the original dataset, ascending. */
  readonly indices: Int32Array;
  /** [N, H, W, C]; bytes of images, float32 of other kinds. */
  readonly pixels: DatapointValues;
  readonly shape: ImageShape;
  /** [N] latent class, −1 = unknown. */
  readonly classes: Int32Array;
  readonly contentHashes: readonly string[];
}

/** What a run needs of its dataset. */
export type RunDataset = Pick<Dataset, 'kind' | 'shape' | 'pixels' | 'labels' | 'contentHashes'>;

/** Picks a run's datapoints out of its dataset. */
export const runData = (config: Pick<RunConfig, 'datapoints'>, dataset: RunDataset): RunData =>
  chosen(selectDatapoints(config, dataset.labels), dataset);

/** More public datapoints than this make a measure slower, and hardly better. */
const maxUnseen = 10_000;

/**
 * The labelled datapoints of a dataset that a run does not use, so that no encoder of it saw them: those with other contents than all that it uses, at most
 * 10,000, the first ones of each class in equal shares.
 */
export function unseenData({ contentHashes }: Pick<RunData, 'contentHashes'>, dataset: RunDataset): RunData {
  const used = new Set(contentHashes);
  const { labels } = dataset;
  const unseen = Int32Array.from(labels.keys()).filter(
    (index) => labels[index]! >= 0 && !used.has(dataset.contentHashes[index]!),
  );
  const classes = unseen.map((index) => labels[index]!);
  const positions = selectDatapoints({ datapoints: Math.min(maxUnseen, unseen.length) }, classes);
  return chosen(
    positions.map((position) => unseen[position]!),
    dataset,
  );
}

/** @param indices [N] in the dataset, ascending */
function chosen(indices: Int32Array, dataset: RunDataset): RunData {
  const { kind, shape } = dataset;
  const size = imageSize(shape);
  // A run of all datapoints takes them as they are: nothing is held twice.
  const isWhole = indices.length === dataset.labels.length;
  const pixels = isWhole ? dataset.pixels : allocateValues(kind, indices.length * size);
  if (!isWhole)
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
