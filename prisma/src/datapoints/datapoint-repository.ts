import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

export interface DatapointRow {
  datasetId: string;
  /** Stable position in the original dataset. */
  index: number;
  contentHash: string;
  /** Index of the latent class; null when unknown. */
  class: number | null;
  /** SHA-256 of the PNG; null when the dataset has no images. */
  thumbnailHash: string | null;
}

/** What a page of one datapoint shows beside it. */
export interface DatapointSource extends DatapointKey {
  /** The id that its source gives it; null where it gives none. */
  sourceId: string | null;
  /** Beginning of a text; null for other kinds. */
  excerpt: string | null;
}

export interface DatapointKey {
  datasetId: string;
  index: number;
}

const columns =
  'd.dataset_id AS "datasetId", d.index, d.content_hash AS "contentHash", d.class, d.thumbnail_hash AS "thumbnailHash"';

/** The datapoints that exist, by index. */
export async function findByIndices(
  store: Store,
  datasetId: string,
  indices: readonly number[],
): Promise<DatapointRow[]> {
  return findByKeys(
    store,
    indices.map((index) => ({ datasetId, index })),
  );
}

/** The datapoints that exist, by index, at most `limit`; equal content gives several. */
export async function findByContentHashes(
  store: Store,
  datasetId: string,
  hashes: readonly string[],
  { limit }: { limit?: number } = {},
): Promise<DatapointRow[]> {
  if (!isUuid(datasetId)) return [];
  return query(
    store,
    `SELECT ${columns} FROM datapoint d WHERE d.dataset_id = $1 AND d.content_hash = ANY($2) ORDER BY d.index LIMIT $3`,
    [datasetId, hashes, limit ?? null],
  );
}

/** The datapoints that exist, by dataset and index, each once. */
export async function findByKeys(store: Store, keys: readonly DatapointKey[]): Promise<DatapointRow[]> {
  const known = keys.filter((key) => isUuid(key.datasetId) && isInt4(key.index));
  return query(
    store,
    `SELECT ${columns} FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[])) AS k(dataset_id, index)
     JOIN datapoint d USING (dataset_id, index) ORDER BY d.dataset_id, d.index`,
    [known.map((key) => key.datasetId), known.map((key) => key.index)],
  );
}

/** Ids of their own and texts of the datapoints that exist, by dataset and index, each once. */
export async function sourcesByKeys(store: Store, keys: readonly DatapointKey[]): Promise<DatapointSource[]> {
  const known = keys.filter((key) => isUuid(key.datasetId) && isInt4(key.index));
  return query(
    store,
    `SELECT d.dataset_id AS "datasetId", d.index, d.source_id AS "sourceId", d.excerpt
     FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[])) AS k(dataset_id, index)
     JOIN datapoint d USING (dataset_id, index) ORDER BY d.dataset_id, d.index`,
    [known.map((key) => key.datasetId), known.map((key) => key.index)],
  );
}

/** The first `limit` datapoints by index. */
export async function list(
  store: Store,
  datasetId: string,
  options: { limit: number },
): Promise<DatapointRow[]> {
  if (!isUuid(datasetId)) return [];
  return query(
    store,
    `SELECT ${columns} FROM datapoint d WHERE d.dataset_id = $1 ORDER BY d.index LIMIT $2`,
    [datasetId, options.limit],
  );
}

/** What files from elsewhere may name a datapoint by. */
export type DatapointNames = Pick<
  DatapointRow & DatapointSource,
  'index' | 'contentHash' | 'class' | 'sourceId'
>;

/** All datapoints of a dataset by index, with the ids of their source. */
export async function names(store: Store, datasetId: string): Promise<DatapointNames[]> {
  if (!isUuid(datasetId)) return [];
  return query(
    store,
    `SELECT index, content_hash AS "contentHash", class, source_id AS "sourceId" FROM datapoint WHERE dataset_id = $1 ORDER BY index`,
    [datasetId],
  );
}

/** Rows read at a time. */
const batchSize = 20_000;

/** All datapoints of a dataset by index; memory does not grow with it. */
export async function* inBatches(store: Store, datasetId: string): AsyncGenerator<DatapointRow[]> {
  for (let after = -1; ;) {
    const rows: DatapointRow[] = await query(
      store,
      `SELECT ${columns} FROM datapoint d WHERE d.dataset_id = $1 AND d.index > $2 ORDER BY d.index LIMIT $3`,
      [datasetId, after, batchSize],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < batchSize) return;
    after = rows.at(-1)!.index;
  }
}

/** Points datapoints to thumbnails that were drawn again in other bytes. */
export async function setThumbnailHashes(
  store: Store,
  datasetId: string,
  redrawn: readonly { index: number; hash: string }[],
): Promise<void> {
  await query(
    store,
    `UPDATE datapoint d SET thumbnail_hash = given.hash
     FROM unnest($2::int4[], $3::text[]) AS given(index, hash) WHERE d.dataset_id = $1 AND d.index = given.index`,
    [datasetId, redrawn.map(({ index }) => index), redrawn.map(({ hash }) => hash)],
  );
}

/** Of some thumbnails those that a datapoint of any dataset has. */
export async function namedThumbnails(store: Store, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await query<{ hash: string }>(
    store,
    'SELECT DISTINCT thumbnail_hash AS hash FROM datapoint WHERE thumbnail_hash = ANY($1)',
    [hashes],
  );
  return new Set(rows.map(({ hash }) => hash));
}

/** Source ids and excerpts of the datapoints from index 0 on, where they have none. */
export async function fillContent(
  store: Store,
  datasetId: string,
  content: readonly { sourceId: string | null; excerpt: string | null }[],
): Promise<void> {
  await query(
    store,
    `UPDATE datapoint d SET source_id = coalesce(d.source_id, given.source_id), excerpt = coalesce(d.excerpt, given.excerpt)
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS given(source_id, excerpt, place)
     WHERE d.dataset_id = $1 AND d.index = given.place - 1 AND (d.source_id IS NULL OR d.excerpt IS NULL)`,
    [datasetId, content.map(({ sourceId }) => sourceId), content.map(({ excerpt }) => excerpt)],
  );
}

function isInt4(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= 0x7fffffff;
}
