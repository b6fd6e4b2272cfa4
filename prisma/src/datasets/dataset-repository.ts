import { commandLine, DomainError, invariant, type DataKind } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { endableTransaction } from '../statements/endable-transaction.ts';
import { insertDataset, type CreateDatasetInput } from './insert-dataset.ts';
import { query } from '../statements/query.ts';
import { getOrLoadMany, cachePerStore } from '../statements/per-store-cache.ts';
import { mapped } from '../statements/map-errors.ts';
import type { Store } from '../store.ts';
import type { Dataset } from '../generated/client.ts';

export { remove, removalOf, type DatasetRemoval } from './dataset-removal.ts';
export type { CreateDatasetInput } from './insert-dataset.ts';

export type DatasetRow = Omit<Dataset, 'kind'> & { kind: DataKind };

const rowOf = (row: Dataset): DatasetRow => row as DatasetRow;

export interface LatentClassRow {
  datasetId: string;
  index: number;
  name: string;
  datapointCount: number;
}

/**
 * Stores a dataset with its classes and datapoints in one transaction. The same data under the same slug is stored once: the
 * row that is there comes back.
 * @throws DomainError CONFLICT when the slug holds other data, INVALID_ARGUMENT for a name that cannot be shown, CANCELLED when
 *   the signal fires
 */
export async function create(
  store: Store,
  input: CreateDatasetInput,
  signal?: AbortSignal,
): Promise<DatasetRow> {
  const id = await endableTransaction(store, signal, (client) => insertDataset(client, input));
  const [row] = await findByIds(store, [id]);
  invariant(row, `the dataset ${id} was stored`);
  return row;
}

/** Notes that the values of a dataset are stored from now on: one that came with a deposit has none until it is imported from its source. */
export async function setHasImages(store: Store, id: string): Promise<void> {
  await query(store, 'UPDATE dataset SET has_images = true WHERE id = $1', [id]);
}

/** Those of some datasets that have a thumbnail of any datapoint, whether imported from their source or with a deposit. */
export async function withThumbnails(store: Store, ids: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ id: string }>(
    store,
    `SELECT id FROM dataset d WHERE id = ANY($1::uuid[])
       AND EXISTS (SELECT FROM datapoint p WHERE p.dataset_id = d.id AND p.thumbnail_hash IS NOT NULL)`,
    [ids.filter(isUuid)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Whether a dataset has this content, under any name. */
export async function holdsContent(store: Store, contentHash: string): Promise<boolean> {
  const rows = await query(store, 'SELECT FROM dataset WHERE content_hash = $1 LIMIT 1', [contentHash]);
  return rows.length > 0;
}

/** All datasets, oldest first. */
export async function list(store: Store): Promise<DatasetRow[]> {
  const rows = await mapped(store.url, () =>
    store.prisma.dataset.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
  );
  return rows.map(rowOf);
}

export async function findBySlug(store: Store, slug: string): Promise<DatasetRow | null> {
  const row = await mapped(store.url, () => store.prisma.dataset.findUnique({ where: { slug } }));
  return row && rowOf(row);
}

/** @throws DomainError NOT_FOUND, which names the datasets that there are */
export async function existing(store: Store, slug: string): Promise<DatasetRow> {
  const found = await findBySlug(store, slug);
  if (found) return found;
  const known = (await list(store)).map((dataset) => `'${dataset.slug}'`);
  const has = known.length > 0 ? `It has ${known.join(', ')}.` : 'It has none yet.';
  throw new DomainError(
    'NOT_FOUND',
    `The dataset '${slug}' is not in the store. ${has} Others are brought in by: ${commandLine('import dataset idx:IMAGES,LABELS')}`,
  );
}

/** In no particular order; unknown ids are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<DatasetRow[]> {
  const rows = await mapped(store.url, () =>
    store.prisma.dataset.findMany({ where: { id: { in: ids.filter(isUuid) } } }),
  );
  return rows.map(rowOf);
}

/** Classes are stored with their dataset and never change; 40,000 fit in. */
const classCache = cachePerStore<LatentClassRow[]>({
  maxBytes: 8 * 2 ** 20,
  bytesOf: (classes) => 200 * classes.length,
});

/** Classes of a dataset, by index, where an earlier look-up left them here. */
export function cachedClasses(store: Store, datasetId: string): LatentClassRow[] | undefined {
  return classCache(store).get(datasetId);
}

/** Classes of the datasets given, by dataset and index. */
export async function classesOf(store: Store, datasetIds: readonly string[]): Promise<LatentClassRow[]> {
  const ids = [...new Set(datasetIds.filter(isUuid).map((id) => id.toLowerCase()))].sort();
  // An empty answer is not cached: the dataset may come.
  const classes = await getOrLoadMany(classCache(store), ids, async (unknown) => {
    const rows = await mapped(store.url, () =>
      store.prisma.latentClass.findMany({ where: { datasetId: { in: unknown } }, orderBy: { index: 'asc' } }),
    );
    const found = new Map<string, LatentClassRow[]>();
    for (const row of rows) found.set(row.datasetId, [...(found.get(row.datasetId) ?? []), row]);
    return found;
  });
  return ids.flatMap((id) => classes.get(id) ?? []);
}

/** Names of the classes of a dataset, by index. */
export async function classNamesOf(store: Store, datasetId: string): Promise<ReadonlyMap<number, string>> {
  return new Map((await classesOf(store, [datasetId])).map(({ index, name }) => [index, name]));
}
