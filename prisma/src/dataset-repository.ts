import { randomUUID } from 'node:crypto';
import { assertPlainText, DomainError } from '@engram/core';
import { isUuid } from './address.ts';
import { copyRows } from './copy.ts';
import { keptOrFound, keptPerStore } from './kept.ts';
import { mapped } from './map-errors.ts';
import { transaction } from './query.ts';
import type { Store } from './store.ts';
import type { Dataset } from './generated/client.ts';

export { remove } from './dataset-removal.ts';

export type DatasetRow = Dataset;

export interface LatentClassRow {
  datasetId: string;
  index: number;
  name: string;
  datapointCount: number;
}

export interface CreateDatasetInput {
  slug: string;
  name: string;
  /** SHA-256 over the datapoints' content hashes: the identity of the data under this slug. */
  contentHash: string;
  width: number;
  height: number;
  channels: number;
  hasImages: boolean;
  license?: string | null;
  citation?: string | null;
  classes: readonly { index: number; name: string }[];
  datapoints: readonly {
    index: number;
    contentHash: string;
    class: number | null;
    thumbnailHash: string | null;
  }[];
}

/**
 * Stores a dataset with its classes and datapoints in one transaction. The same data under the same slug is stored once: the
 * row that is there comes back.
 * @throws DomainError CONFLICT when the slug holds other data, INVALID_ARGUMENT for a name that cannot be shown
 */
export async function create(store: Store, input: CreateDatasetInput): Promise<DatasetRow> {
  const { classes, datapoints, ...fields } = input;
  assertPlainText(fields.name, 'the name of a dataset');
  for (const { name } of classes) assertPlainText(name, 'the name of a class');
  const id = randomUUID();
  const stored = await transaction(
    store,
    async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO dataset (id, slug, name, content_hash, width, height, channels, has_images, license, citation, datapoint_count)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (slug) DO NOTHING`,
        [
          id,
          fields.slug,
          fields.name,
          fields.contentHash,
          fields.width,
          fields.height,
          fields.channels,
          fields.hasImages,
          fields.license ?? null,
          fields.citation ?? null,
          datapoints.length,
        ],
      );
      if (rowCount === 0) return false;
      const counts = new Map<number | null, number>();
      for (const datapoint of datapoints) counts.set(datapoint.class, (counts.get(datapoint.class) ?? 0) + 1);
      await copyRows(
        client,
        'latent_class',
        { dataset_id: 'uuid', index: 'int4', name: 'text', datapoint_count: 'int4' },
        classes.map((row) => [id, row.index, row.name, counts.get(row.index) ?? 0]),
      );
      await copyRows(
        client,
        'datapoint',
        { dataset_id: 'uuid', index: 'int4', content_hash: 'text', class: 'int4', thumbnail_hash: 'text' },
        (function* () {
          for (const row of datapoints) yield [id, row.index, row.contentHash, row.class, row.thumbnailHash];
        })(),
      );
      await client.query('ANALYZE datapoint');
      return true;
    },
    { bulk: true },
  );
  const row = await findBySlug(store, fields.slug);
  if (row && (stored || row.contentHash === fields.contentHash)) return row;
  throw new DomainError(
    'CONFLICT',
    `The slug "${fields.slug}" already names a dataset with other content (${row?.contentHash.slice(0, 12)}… is stored, ` +
      `${fields.contentHash.slice(0, 12)}… was given). Import it under another slug.`,
  );
}

/** All datasets, oldest first. */
export async function list(store: Store): Promise<DatasetRow[]> {
  return mapped(store.url, () =>
    store.prisma.dataset.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
  );
}

export async function findBySlug(store: Store, slug: string): Promise<DatasetRow | null> {
  return mapped(store.url, () => store.prisma.dataset.findUnique({ where: { slug } }));
}

/** In no particular order; unknown ids are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<DatasetRow[]> {
  return mapped(store.url, () =>
    store.prisma.dataset.findMany({ where: { id: { in: ids.filter(isUuid) } } }),
  );
}

/** Of so many datasets: classes are stored with their dataset and never change. */
const keptOf = keptPerStore<LatentClassRow[]>({ max: 200 });

/** Classes of a dataset, by index, where an earlier look-up left them here. */
export function keptClasses(store: Store, datasetId: string): LatentClassRow[] | undefined {
  return keptOf(store).get(datasetId);
}

/** Classes of the datasets given, by dataset and index. */
export async function classesOf(store: Store, datasetIds: readonly string[]): Promise<LatentClassRow[]> {
  const ids = [...new Set(datasetIds.filter(isUuid).map((id) => id.toLowerCase()))].sort();
  // None found is not kept, since the dataset may come.
  const classes = await keptOrFound(keptOf(store), ids, async (unknown) => {
    const rows = await mapped(store.url, () =>
      store.prisma.latentClass.findMany({ where: { datasetId: { in: unknown } }, orderBy: { index: 'asc' } }),
    );
    const found = new Map<string, LatentClassRow[]>();
    for (const row of rows) found.set(row.datasetId, [...(found.get(row.datasetId) ?? []), row]);
    return found;
  });
  return ids.flatMap((id) => classes.get(id) ?? []);
}
