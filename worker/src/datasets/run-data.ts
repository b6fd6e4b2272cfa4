import type { ImageShape, RunConfig } from '@engram/core';
import type { DatasetFiles } from './dataset-files.ts';
import { pixelsAt, type PixelSource } from './pixel-source.ts';
import { selectDatapoints } from './select-datapoints.ts';

/** The datapoints that a run uses, N of them, by position 0 … N − 1. */
export interface RunData {
  /** [N] index of each in the original dataset, ascending. */
  readonly indices: Int32Array;
  readonly pixels: PixelSource;
  readonly shape: ImageShape;
  /** [N] latent class, −1 = unknown. */
  readonly classes: Int32Array;
  readonly contentHashes: readonly string[];
}

/** What a run needs of its dataset. */
export type RunDataset = Omit<DatasetFiles, 'kind'>;

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
  return {
    indices,
    pixels: pixelsAt(dataset.pixels, indices),
    shape: dataset.shape,
    classes: indices.map((index) => dataset.labels[index]!),
    contentHashes: Array.from(indices, (index) => dataset.contentHashes[index]!),
  };
}
