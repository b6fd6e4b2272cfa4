/** What says whether notes are still what they were, each read in one statement. */
import type { DatapointKey } from '../datapoints/datapoint-repository.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/**
 * A statement that counts a change of the notes of datasets, for those that change them.
 * @param changed name of a part of the statement whose rows have a `dataset_id`; without rows nothing has changed
 */
export const countChangeSql = (changed: string): string =>
  `INSERT INTO notes_revision AS n (dataset_id) SELECT DISTINCT dataset_id FROM ${changed} ORDER BY 1
   ON CONFLICT (dataset_id) DO UPDATE SET revision = n.revision + 1`;

/** By dataset, how often its notes have changed; datasets that never had any are left out. */
export async function ofDatasets(store: Store): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ datasetId: string; revision: string }>(
    store,
    'SELECT dataset_id AS "datasetId", revision::text FROM notes_revision ORDER BY dataset_id',
  );
  return new Map(rows.map(({ datasetId, revision }) => [datasetId, revision]));
}

/** Another text once a tag or a comment of the datapoint came, changed or went; null for an unknown datapoint. */
export async function ofDatapoint(store: Store, { datasetId, index }: DatapointKey): Promise<string | null> {
  const [row] = await query<{ revision: string }>(
    store,
    `SELECT md5(concat_ws(';',
       (SELECT string_agg(concat(name, '/', maker), ',' ORDER BY name) FROM tag WHERE dataset_id = $1 AND index = $2),
       (SELECT string_agg(concat(id, '/', edited_at), ',' ORDER BY id) FROM comment WHERE dataset_id = $1 AND index = $2))) AS revision
     FROM datapoint WHERE dataset_id = $1 AND index = $2`,
    [datasetId, index],
  );
  return row?.revision ?? null;
}
