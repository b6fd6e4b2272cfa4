import { randomUUID } from 'node:crypto';
import { annotationLimits, DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** A page of the dashboard under a name. */
export interface SavedViewRow {
  id: string;
  name: string;
  /** Path and query. */
  address: string;
  createdAt: Date;
}

const columns = 'id, name, address, created_at AS "createdAt"';

/**
 * Saves a page under a name that no other has, or in place of the page that has it.
 * @param input as core's viewNameSchema and viewAddressSchema make it
 * @throws DomainError CONFLICT when the name is taken and nothing is to be replaced; LIMIT_EXCEEDED when there are 1,000 views
 */
export async function save(
  store: Store,
  input: { name: string; address: string; replace?: boolean },
): Promise<SavedViewRow> {
  const { name, address, replace = false } = input;
  const [row] = await query<{ taken: boolean } & SavedViewRow>(
    store,
    `WITH v AS (
       INSERT INTO saved_view (id, name, address)
       SELECT $1, $2, $3 WHERE (SELECT count(*) FROM saved_view) < ${annotationLimits.views}
         OR ($4 AND EXISTS (SELECT FROM saved_view WHERE name = $2))
       ON CONFLICT (name) DO UPDATE SET address = EXCLUDED.address WHERE $4 RETURNING ${columns})
     SELECT EXISTS (SELECT FROM saved_view WHERE name = $2) AS taken, v.* FROM (VALUES (1)) one LEFT JOIN v ON true`,
    [randomUUID(), name, address, replace],
  );
  const { taken, ...view } = row!;
  if (view.id !== null) return view;
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
export async function rename(store: Store, id: string, name: string): Promise<SavedViewRow> {
  if (!isUuid(id)) throw unknownError();
  const [row] = await query<{ taken: boolean } & SavedViewRow>(
    store,
    `WITH other AS (SELECT FROM saved_view WHERE name = $2 AND id <> $1),
       v AS (UPDATE saved_view SET name = $2 WHERE id = $1 AND NOT EXISTS (SELECT FROM other) RETURNING ${columns})
     SELECT EXISTS (SELECT FROM other) AS taken, v.* FROM (VALUES (1)) one LEFT JOIN v ON true`,
    [id, name],
  );
  const { taken, ...view } = row!;
  if (view.id !== null) return view;
  throw taken ? takenError(name) : unknownError();
}

/** All of them, by name. */
export async function list(store: Store): Promise<SavedViewRow[]> {
  return query(store, `SELECT ${columns} FROM saved_view ORDER BY lower(name), name`);
}

/** Ids that name no view are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<SavedViewRow[]> {
  return query(store, `SELECT ${columns} FROM saved_view WHERE id = ANY($1::uuid[])`, [ids.filter(isUuid)]);
}

/** @throws DomainError NOT_FOUND */
export async function remove(store: Store, id: string): Promise<void> {
  const rows = isUuid(id)
    ? await query(store, 'DELETE FROM saved_view WHERE id = $1 RETURNING id', [id])
    : [];
  if (rows.length === 0) throw unknownError();
}

const unknownError = (): DomainError =>
  new DomainError('NOT_FOUND', 'There is no such view; somebody removed it.');

const takenError = (name: string): DomainError =>
  new DomainError(
    'CONFLICT',
    `There is a view named '${name}' already. Choose another name, or replace that one.`,
  );
