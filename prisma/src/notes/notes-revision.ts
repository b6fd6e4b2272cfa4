/** Texts that say whether notes are still what they were, each read in one statement: asked every second by who follows them. */
import type { DatapointKey } from '../datapoints/datapoint-repository.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** Of the list of comments its first pages are followed: what somebody writes now is there. */
const newestComments = 100;

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

/** Another text once one of the newest comments of all datasets came, changed or went, or a tag of a datapoint that one of them is about. */
export async function ofNewestComments(store: Store): Promise<string> {
  const [row] = await query<{ revision: string }>(
    store,
    `SELECT md5(coalesce(string_agg(concat(id, '/', edited_at, '/', tags), ',' ORDER BY id), '')) AS revision
     FROM (SELECT c.id, c.edited_at, (SELECT string_agg(t.name, ',' ORDER BY t.name) FROM tag t
                         WHERE t.dataset_id = c.dataset_id AND t.index = c.index) AS tags
           FROM comment c ORDER BY c.created_at DESC, c.id LIMIT ${newestComments}) newest`,
  );
  return row!.revision;
}
