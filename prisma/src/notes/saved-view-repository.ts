import { randomUUID } from 'node:crypto';
import { annotationLimits, DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { changerSql, changerValues, othersNoteError, type NoteChanger } from './maker.ts';

/** A page of the dashboard under a name. */
export interface SavedViewRow {
  id: string;
  name: string;
  /** Path and query. */
  address: string;
  /** The token by which it was saved, and its name; null without one. */
  makerId: string | null;
  maker: string | null;
  createdAt: Date;
}

const columns = 'id, name, address, maker_id AS "makerId", maker, created_at AS "createdAt"';

/**
 * Saves a page under a name that no other has, or in place of the page that has it.
 * @param input as core's viewNameSchema and viewAddressSchema make it
 * @throws DomainError CONFLICT when the name is taken and nothing is to be replaced; LIMIT_EXCEEDED when there are 1,000 views
 */
export async function save(
  store: Store,
  input: { name: string; address: string; replace?: boolean },
  by: NoteChanger,
): Promise<SavedViewRow> {
  const { name, address, replace = false } = input;
  const [row] = await query<{ taken: boolean; of: string | null } & SavedViewRow>(
    store,
    `WITH v AS (
       INSERT INTO saved_view AS s (id, name, address, maker_id, maker)
       SELECT $1, $2, $3, $6::uuid, $7 WHERE (SELECT count(*) FROM saved_view) < ${annotationLimits.views}
         OR ($4 AND EXISTS (SELECT FROM saved_view WHERE name = $2))
       ON CONFLICT (name) DO UPDATE SET address = EXCLUDED.address
         WHERE $4 AND ($5::boolean OR s.maker_id IS NULL OR s.maker_id = $6::uuid) RETURNING ${columns})
     SELECT EXISTS (SELECT FROM saved_view WHERE name = $2) AS taken, (SELECT maker FROM saved_view WHERE name = $2) AS of, v.* FROM (VALUES (1)) one LEFT JOIN v ON true`,
    [randomUUID(), name, address, replace, ...changerValues(by), by.maker?.name ?? null],
  );
  const { taken, of, ...view } = row!;
  if (view.id !== null) return view;
  if (taken && replace) throw othersNoteError('view', of);
  if (taken) throw takenError(name);
  throw new DomainError(
    'LIMIT_EXCEEDED',
    `There are ${annotationLimits.views} saved views, which is as many as there may be; remove some first.`,
  );
}

/**
 * Gives a view another name, and leaves all else.
 * @throws DomainError CONFLICT when another view has the name, NOT_FOUND
 */
export async function rename(store: Store, id: string, name: string, by: NoteChanger): Promise<SavedViewRow> {
  if (!isUuid(id)) throw unknownError();
  const [row] = await query<{ taken: boolean; known: boolean; of: string | null } & SavedViewRow>(
    store,
    `WITH other AS (SELECT FROM saved_view WHERE name = $2 AND id <> $1),
       v AS (UPDATE saved_view SET name = $2 WHERE id = $1 AND NOT EXISTS (SELECT FROM other) AND ${changerSql(3)} RETURNING ${columns})
     SELECT EXISTS (SELECT FROM other) AS taken, EXISTS (SELECT FROM saved_view WHERE id = $1) AS known,
       (SELECT maker FROM saved_view WHERE id = $1) AS of, v.* FROM (VALUES (1)) one LEFT JOIN v ON true`,
    [id, name, ...changerValues(by)],
  );
  const { taken, known, of, ...view } = row!;
  if (view.id !== null) return view;
  if (taken) throw takenError(name);
  throw known ? othersNoteError('view', of) : unknownError();
}

/** All of them, by name. */
export async function list(store: Store): Promise<SavedViewRow[]> {
  return query(store, `SELECT ${columns} FROM saved_view ORDER BY lower(name), name`);
}

/** Ids that name no view are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<SavedViewRow[]> {
  return query(store, `SELECT ${columns} FROM saved_view WHERE id = ANY($1::uuid[])`, [ids.filter(isUuid)]);
}

/** @throws DomainError NOT_FOUND; FORBIDDEN where somebody else saved it */
export async function remove(store: Store, id: string, by: NoteChanger): Promise<void> {
  if (!isUuid(id)) throw unknownError();
  const [row] = await query<{ isGone: boolean; maker: string | null }>(
    store,
    `WITH gone AS (DELETE FROM saved_view WHERE id = $1 AND ${changerSql(2)} RETURNING id)
     SELECT EXISTS (SELECT FROM gone) AS "isGone", maker FROM saved_view WHERE id = $1`,
    [id, ...changerValues(by)],
  );
  if (!row) throw unknownError();
  if (!row.isGone) throw othersNoteError('view', row.maker);
}

const unknownError = (): DomainError =>
  new DomainError('NOT_FOUND', 'There is no such view; somebody removed it.');

const takenError = (name: string): DomainError =>
  new DomainError(
    'CONFLICT',
    `There is a view named '${name}' already. Choose another name, or replace that one.`,
  );
