import type { DatapointValues } from '@engram/core';
import type { Dataset } from '../../worker/src/datasets/dataset.ts';
import type { DatasetFiles } from '../../worker/src/datasets/dataset-files.ts';
import { pixelsInMemory, positionsFrom } from '../../worker/src/datasets/pixel-source.ts';
import type { RunData } from '../../worker/src/datasets/run-data.ts';

/** A dataset of which a run takes datapoints, without files. */
export const inMemory = <D extends Pick<Dataset, 'pixels' | 'shape'>>(
  dataset: D,
): Omit<D, 'pixels'> & Pick<DatasetFiles, 'pixels'> => ({
  ...dataset,
  pixels: pixelsInMemory(dataset.pixels, dataset.shape),
});

/** [N, H, W, C] */
export const allPixels = ({ pixels, indices }: Pick<RunData, 'pixels' | 'indices'>): DatapointValues =>
  pixels.read(positionsFrom(0, indices.length));
