import type { StoredScore } from '@engram/store';
import type { Context } from '../context.ts';

/** Scores come with their datapoints, which then need no look-up of their own. */
export function primeDatapoints({ loaders }: Context, rows: readonly StoredScore[]): void {
  for (const { datasetId, index, contentHash, datapointClass, thumbnailHash } of rows)
    loaders.datapoint.prime(
      { owner: datasetId, index },
      { datasetId, index, contentHash, class: datapointClass, thumbnailHash },
    );
}
