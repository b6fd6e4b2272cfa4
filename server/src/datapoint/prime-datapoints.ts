import { datasets, type StoredScore } from '@engram/store';
import type { Context } from '../context.ts';

/** Scores come with their datapoints, which then need no look-up of their own; nor do classes that the store keeps. */
export function primeDatapoints({ loaders, store }: Context, rows: readonly StoredScore[]): void {
  for (const id of new Set(rows.map((row) => row.datasetId))) {
    const classes = datasets.keptClasses(store, id);
    if (classes) loaders.classes.prime(id, classes);
  }
  for (const { datasetId, index, contentHash, datapointClass, thumbnailHash } of rows)
    loaders.datapoint.prime(
      { owner: datasetId, index },
      { datasetId, index, contentHash, class: datapointClass, thumbnailHash },
    );
}
