import { datasets, type DatasetRow, type LatentClassRow } from '@engram/store';
import { mapMaybe, type MaybePromise } from '../batch.ts';
import type { Context } from '../context.ts';
import { globalId } from '../global-id.ts';
import { Dataset, LatentClass } from './dataset.type.ts';

export function toDataset(row: DatasetRow): Dataset {
  return Object.assign(new Dataset(), row, { id: globalId('Dataset', row.id), key: row.id });
}

export function toLatentClass(row: LatentClassRow): LatentClass {
  return Object.assign(new LatentClass(), {
    datasetKey: row.datasetId,
    index: row.index,
    name: row.name,
    datapointCount: row.datapointCount,
  });
}

export async function listDatasets({ store }: Context): Promise<Dataset[]> {
  return (await datasets.list(store)).map(toDataset);
}

export async function findDatasetBySlug({ store }: Context, slug: string): Promise<Dataset | null> {
  const row = await datasets.findBySlug(store, slug);
  return row && toDataset(row);
}

export async function findDataset({ loaders }: Context, key: string): Promise<Dataset | null> {
  const row = await loaders.dataset.load(key);
  return row && toDataset(row);
}

export async function classesOf({ loaders }: Context, datasetKey: string): Promise<LatentClass[]> {
  return (await loaders.classes.load(datasetKey)).map(toLatentClass);
}

export function findClass(
  { loaders }: Context,
  datasetKey: string,
  index: number | null,
): MaybePromise<LatentClass | null> {
  if (index === null) return null;
  return mapMaybe(loaders.classes.get(datasetKey), (rows) => {
    const row = rows.find((one) => one.index === index);
    return row ? toLatentClass(row) : null;
  });
}
