import { annotationLimits, DomainError, invariant } from '@engram/core';
import type { DatapointKey } from '../datapoints/datapoint-repository.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import {
  changerSql,
  changerValues,
  othersNoteError,
  storeAdmin,
  type Maker,
  type NoteChanger,
} from './maker.ts';
import { countChangeSql } from './notes-revision.ts';

export interface TagRow extends DatapointKey {
  name: string;
  /** The token by which it was put there, and its name; null without one. */
  makerId: string | null;
  maker: string | null;
}

export interface TagCountRow {
  name: string;
  /** Datapoints that have it. */
  count: number;
}

/** Most indices that one answer lists, over all tags asked for. */
const maxIndices = 1_000_000;
const limits = annotationLimits;

const given = 'SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[]) AS k(dataset_id, index)';
const columns = (keys: readonly DatapointKey[]): [string[], number[]] => [
  keys.map((key) => key.datasetId),
  keys.map((key) => key.index),
];

type Added = {
  given: number;
  known: number;
  full: number | null;
  full_dataset: boolean;
  changed: number;
};

/**
 * Puts tags on datapoints, all of them or none; those that are there already stay.
 * @param names as core's tagSchema makes them @param maker of those that are new
 * @returns the number of datapoints that got a tag they did not have
 * @throws DomainError NOT_FOUND for an unknown datapoint; LIMIT_EXCEEDED for more tags than a datapoint or a dataset may have
 */
export async function add(
  store: Store,
  keys: readonly DatapointKey[],
  names: readonly string[],
  maker: Maker | null = null,
): Promise<number> {
  const [added] = await query<Added>(
    store,
    `WITH given AS (${given}),
       known AS MATERIALIZED (SELECT d.dataset_id, d.index FROM given JOIN datapoint d USING (dataset_id, index)),
       named AS (SELECT DISTINCT name FROM unnest($3::text[]) AS n(name)),
       overfull AS MATERIALIZED (
         SELECT k.index FROM known k WHERE
           (SELECT count(*) FROM (SELECT t.name FROM tag t WHERE t.dataset_id = k.dataset_id AND t.index = k.index
                                  UNION SELECT name FROM named) all_of_it) > ${limits.tagsEach}),
       full_dataset AS MATERIALIZED (
         SELECT 1 FROM (SELECT DISTINCT dataset_id FROM known) d WHERE
           (SELECT count(*) FROM (SELECT t.name FROM tag t WHERE t.dataset_id = d.dataset_id UNION SELECT name FROM named) all_of_it)
             > ${limits.tagsOfDataset}),
       added AS (
         INSERT INTO tag (dataset_id, index, name, maker_id, maker)
         SELECT k.dataset_id, k.index, n.name, $4::uuid, $5 FROM known k CROSS JOIN named n
         WHERE NOT EXISTS (SELECT FROM overfull) AND NOT EXISTS (SELECT FROM full_dataset)
           AND (SELECT count(*) FROM known) = (SELECT count(*) FROM given)
         ON CONFLICT DO NOTHING RETURNING dataset_id, index),
       counted AS (${countChangeSql('added')})
     SELECT (SELECT count(*) FROM given)::int AS given, (SELECT count(*) FROM known)::int AS known,
       (SELECT min(index) FROM overfull) AS full, EXISTS (SELECT FROM full_dataset) AS full_dataset,
       (SELECT count(*) FROM (SELECT DISTINCT dataset_id, index FROM added) a)::int AS changed`,
    [...columns(keys), names, maker?.id ?? null, maker?.name ?? null],
  );
  invariant(added, 'a statement that gives one row gave none');
  if (added.known < added.given)
    throw new DomainError(
      'NOT_FOUND',
      `${added.given - added.known} of the ${added.given} datapoints are not stored here; nothing was tagged.`,
    );
  if (added.full !== null)
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `Datapoint ${added.full} would have more than ${limits.tagsEach} tags; remove some first. Nothing was tagged.`,
    );
  if (added.full_dataset)
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `The dataset would have more than ${limits.tagsOfDataset} different tags; use one that exists. Nothing was tagged.`,
    );
  return added.changed;
}

/**
 * Takes tags off datapoints, all of them or none.
 * @returns the number of datapoints that lost one
 * @throws DomainError FORBIDDEN where somebody else put one there
 */
export async function remove(
  store: Store,
  keys: readonly DatapointKey[],
  names: readonly string[],
  by: NoteChanger = storeAdmin,
): Promise<number> {
  const [row] = await query<{ changed: number; isOthers: boolean; maker: string | null }>(
    store,
    `WITH others AS MATERIALIZED (
       SELECT t.maker FROM tag t JOIN (${given}) k USING (dataset_id, index)
       WHERE t.name = ANY($3) AND NOT ${changerSql(4)} LIMIT 1),
     gone AS (
       DELETE FROM tag t USING (${given}) k
       WHERE t.dataset_id = k.dataset_id AND t.index = k.index AND t.name = ANY($3) AND NOT EXISTS (SELECT FROM others)
       RETURNING t.dataset_id, t.index),
     counted AS (${countChangeSql('gone')})
     SELECT count(*)::int AS changed, EXISTS (SELECT FROM others) AS "isOthers", (SELECT maker FROM others) AS maker
     FROM (SELECT DISTINCT dataset_id, index FROM gone) g`,
    [...columns(keys), names, ...changerValues(by)],
  );
  if (row!.isOthers) throw othersNoteError('tag', row!.maker);
  return row!.changed;
}

/** The tags of datapoints, in the order of the alphabet. */
export async function ofDatapoints(store: Store, keys: readonly DatapointKey[]): Promise<TagRow[]> {
  return query(
    store,
    `SELECT t.dataset_id AS "datasetId", t.index, t.name, t.maker_id AS "makerId", t.maker FROM (${given}) k JOIN tag t USING (dataset_id, index)
     ORDER BY t.dataset_id, t.index, t.name COLLATE "C"`,
    columns(keys),
  );
}

/** The tags of a dataset, the most frequent first. */
export async function count(store: Store, datasetId: string): Promise<TagCountRow[]> {
  return query(
    store,
    `SELECT name, count(*)::int AS count FROM tag WHERE dataset_id = $1 GROUP BY name ORDER BY count DESC, name COLLATE "C"`,
    [datasetId],
  );
}

/**
 * Indices of the datapoints with each of the tags given, ascending; a tag that nobody used is left out.
 * @param lockedFor only of those off which this one may not take it
 * @throws DomainError LIMIT_EXCEEDED when there are more than a million
 */
export async function indicesOf(
  store: Store,
  datasetId: string,
  names: readonly string[],
  lockedFor?: NoteChanger,
): Promise<Map<string, number[]>> {
  const rows = await query<{ name: string; indices: number[] }>(
    store,
    `SELECT name, array_agg(index ORDER BY index) AS indices
     FROM (SELECT name, index FROM tag
           WHERE dataset_id = $1 AND name = ANY($2) ${lockedFor ? `AND NOT ${changerSql(3)}` : ''}
           LIMIT ${maxIndices + 1}) t GROUP BY name`,
    [datasetId, names, ...(lockedFor ? changerValues(lockedFor) : [])],
  );
  if (rows.reduce((sum, { indices }) => sum + indices.length, 0) > maxIndices)
    throw new DomainError(
      'LIMIT_EXCEEDED',
      `These tags stand on more than ${maxIndices} datapoints; ask for their scores page by page with the filter 'tags'.`,
    );
  return new Map(rows.map(({ name, indices }) => [name, indices]));
}
