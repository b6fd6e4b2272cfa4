import { annotationLimits, DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { runSelect, type RunRow } from './run-row.ts';
import { unknownRun } from './unknown-run.ts';

export interface RunTagCount {
  name: string;
  /** Runs that have it. */
  count: number;
}

/**
 * Leaves a run out of lists, or puts it back; nothing else changes.
 * @throws DomainError NOT_FOUND
 */
export async function setArchived(store: Store, id: string, isArchived: boolean): Promise<RunRow> {
  const when = isArchived ? 'COALESCE(archived_at, now())' : 'NULL';
  return changed(store, id, `archived_at = ${when}`, []);
}

/**
 * Puts tags on a run; those that are there stay.
 * @param names as core's tagSchema makes them
 * @throws DomainError NOT_FOUND; LIMIT_EXCEEDED for more than 50 tags
 */
export async function addTags(store: Store, id: string, names: readonly string[]): Promise<RunRow> {
  const all = `ARRAY(SELECT DISTINCT name COLLATE "C" FROM unnest(tags || $2::text[]) AS t(name) ORDER BY 1)`;
  const limit = annotationLimits.tagsEach;
  const [row] = isUuid(id)
    ? await query<RunRow>(
        store,
        `UPDATE run SET tags = ${all} WHERE id = $1 AND cardinality(${all}) <= ${limit} RETURNING ${runSelect}`,
        [id, names],
      )
    : [];
  if (row) return row;
  const [known] = isUuid(id) ? await query(store, 'SELECT FROM run WHERE id = $1', [id]) : [];
  if (!known) throw unknownRun(id);
  throw new DomainError(
    'LIMIT_EXCEEDED',
    `The run would have more than ${limit} tags; remove some first. Nothing was tagged.`,
  );
}

/** @throws DomainError NOT_FOUND for an unknown run; tags that it does not have change nothing */
export async function removeTags(store: Store, id: string, names: readonly string[]): Promise<RunRow> {
  const left = 'ARRAY(SELECT name FROM unnest(tags) AS t(name) WHERE name <> ALL($2::text[]))';
  return changed(store, id, `tags = ${left}`, [names]);
}

/** The tags of runs, the most frequent first. */
export async function countTags(store: Store): Promise<RunTagCount[]> {
  return query(
    store,
    'SELECT tag AS name, count(*)::int AS count FROM run, unnest(tags) AS t(tag) GROUP BY tag ORDER BY count DESC, tag COLLATE "C"',
    [],
  );
}

async function changed(store: Store, id: string, set: string, values: unknown[]): Promise<RunRow> {
  const [row] = isUuid(id)
    ? await query<RunRow>(store, `UPDATE run SET ${set} WHERE id = $1 RETURNING ${runSelect}`, [
        id,
        ...values,
      ])
    : [];
  if (row) return row;
  throw unknownRun(id);
}
