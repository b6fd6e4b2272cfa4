import { DomainError } from '@engram/core';
import { datasets, type DatasetRow, type LatentClassRow, type Store } from '@engram/store';
import type { MaybePromise } from '../batch.ts';
import type { Context } from '../context.ts';
import { globalId } from '../global-id.ts';
import { Dataset, LatentClass } from './dataset.type.ts';

function toDataset(row: DatasetRow): Dataset {
  return Object.assign(new Dataset(), row, { id: globalId('Dataset', row.id), key: row.id });
}

function toLatentClass(row: LatentClassRow): LatentClass {
  return Object.assign(new LatentClass(), {
    datasetKey: row.datasetId,
    index: row.index,
    name: row.name,
    datapointCount: row.datapointCount,
  });
}

/** The dataset that an argument names. @throws DomainError NOT_FOUND */
export async function knownDataset(store: Store, slug: string): Promise<DatasetRow> {
  const dataset = await datasets.findBySlug(store, slug);
  if (dataset) return dataset;
  throw new DomainError(
    'NOT_FOUND',
    `There is no dataset '${slug}'. List them with { datasets { slug name } }.`,
  );
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
  { loaders, store }: Context,
  datasetKey: string,
  index: number | null,
): MaybePromise<LatentClass | null> {
  if (index === null) return null;
  // At once from the cache: of hundreds of objects on a page, a promise for each costs more than the rest.
  const cached = datasets.cachedClasses(store, datasetKey);
  return cached
    ? classAmong(cached, index)
    : loaders.classes.load(datasetKey).then((rows) => classAmong(rows, index));
}

function classAmong(rows: readonly LatentClassRow[], index: number): LatentClass | null {
  const row = rows.find((one) => one.index === index);
  return row ? toLatentClass(row) : null;
}
