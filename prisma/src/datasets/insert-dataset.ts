import { randomUUID } from 'node:crypto';
import { assertPlainText, DomainError, type DataKind } from '@engram/core';
import type pg from 'pg';
import { copyRows } from '../statements/copy.ts';

export interface CreateDatasetInput {
  slug: string;
  name: string;
  /** SHA-256 over the datapoints' content hashes: the identity of the data under this slug. */
  contentHash: string;
  /** `image` when left out. */
  kind?: DataKind;
  width: number;
  height: number;
  channels: number;
  /** Whether its values are stored, with a thumbnail of each datapoint. */
  hasImages: boolean;
  license?: string | null;
  citation?: string | null;
  classes: readonly { index: number; name: string }[];
  datapoints: readonly {
    index: number;
    contentHash: string;
    class: number | null;
    thumbnailHash: string | null;
    /** The id that its source gives it. */
    sourceId?: string | null;
    /** Beginning of a text. */
    excerpt?: string | null;
  }[];
}

/**
 * Stores a dataset with its classes and datapoints, in the transaction that `client` is in. The same data under the same slug
 * is stored once.
 * @returns its id, also where it was stored before
 * @throws DomainError CONFLICT when the slug holds other data, INVALID_ARGUMENT for a name that cannot be shown
 */
export async function insertDataset(client: pg.PoolClient, input: CreateDatasetInput): Promise<string> {
  const { classes, datapoints, ...fields } = input;
  assertPlainText(fields.name, 'the name of a dataset');
  for (const { name } of classes) assertPlainText(name, 'the name of a class');
  const id = randomUUID();
  const { rowCount } = await client.query(
    `INSERT INTO dataset (id, slug, name, content_hash, kind, width, height, channels, has_images, license, citation, datapoint_count)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (slug) DO NOTHING`,
    [
      id,
      fields.slug,
      fields.name,
      fields.contentHash,
      fields.kind ?? 'image',
      fields.width,
      fields.height,
      fields.channels,
      fields.hasImages,
      fields.license ?? null,
      fields.citation ?? null,
      datapoints.length,
    ],
  );
  if (rowCount === 0) return sameDataset(client, input);
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
    {
      dataset_id: 'uuid', index: 'int4', content_hash: 'text', class: 'int4',
      thumbnail_hash: 'text', source_id: 'text', excerpt: 'text',
    }, // prettier-ignore
    (function* () {
      for (const row of datapoints)
        yield [id, row.index, row.contentHash, row.class, row.thumbnailHash, row.sourceId ?? null, row.excerpt ?? null]; // prettier-ignore
    })(),
  );
  await client.query('ANALYZE datapoint');
  return id;
}

async function sameDataset(
  client: pg.PoolClient,
  { slug, contentHash }: CreateDatasetInput,
): Promise<string> {
  const { rows } = await client.query<{ id: string; contentHash: string }>(
    'SELECT id, content_hash AS "contentHash" FROM dataset WHERE slug = $1',
    [slug],
  );
  if (rows[0]?.contentHash === contentHash) return rows[0].id;
  throw new DomainError(
    'CONFLICT',
    `The slug "${slug}" already names a dataset with other content (${rows[0]?.contentHash.slice(0, 12)}… is stored, ` +
      `${contentHash.slice(0, 12)}… was given). Import it under another slug.`,
  );
}
