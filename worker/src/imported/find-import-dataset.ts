import { datapoints, datasets, type Store } from '@engram/store';
import type { DatasetPoints } from './matching/row-keys.ts';

export interface ImportDataset {
  id: string;
  contentHash: string;
  points: DatasetPoints;
}

/** The dataset that an import belongs to. @throws DomainError NOT_FOUND when there is no such dataset */
export async function findImportDataset(store: Store, slug: string): Promise<ImportDataset> {
  const row = await datasets.existing(store, slug);
  const classNames = await datasets.classesOf(store, [row.id]);
  return {
    id: row.id,
    contentHash: row.contentHash,
    points: {
      slug,
      datapoints: await datapoints.names(store, row.id),
      classNames: classNames.map(({ index, name }) => ({ index, name })),
    },
  };
}
