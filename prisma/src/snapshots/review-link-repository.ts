import { randomUUID } from 'node:crypto';
import { commandLine, DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { sha256 } from '../hash.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { newSecret } from '../token-repository.ts';

/** A link by which somebody sees a snapshot without its authors: everything but its secret. */
export interface ReviewLinkRow {
  id: string;
  snapshotHash: string;
  createdAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
}

const prefix = 'engram_review_';

/** Whether a text has the form of the secret of a link. */
export const isReviewToken = (text: string): boolean => /^engram_review_[\w-]{43}$/.test(text);

const columns =
  'id, snapshot_hash AS "snapshotHash", created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"';

/** Stores the hash of a new link's token. The token itself is given once, here, and never again. */
export async function create(
  store: Store,
  input: { snapshotHash: string; expiresAt: Date },
): Promise<{ token: string; row: ReviewLinkRow }> {
  const token = newSecret(prefix);
  const [row] = await query<ReviewLinkRow>(
    store,
    `INSERT INTO review_link (id, snapshot_hash, token_hash, expires_at) VALUES ($1, $2, $3, $4) RETURNING ${columns}`,
    [randomUUID(), input.snapshotHash, sha256(token), input.expiresAt],
  );
  return { token, row: row! };
}

/** All links, the newest first, with those that have expired or were revoked. */
export const list = (store: Store): Promise<ReviewLinkRow[]> =>
  query(store, `SELECT ${columns} FROM review_link ORDER BY created_at DESC, id`);

/** Links whose id begins so. @param start lower-case hexadecimal and dashes */
export const findByIdPrefix = (store: Store, start: string, limit: number): Promise<ReviewLinkRow[]> =>
  query(store, `SELECT ${columns} FROM review_link WHERE id::text LIKE $1 || '%' ORDER BY id LIMIT $2`, [
    start.replaceAll(/[^0-9a-f-]/g, 'x'),
    limit,
  ]);

/** Makes a link useless from now on; a second time changes nothing. @throws DomainError NOT_FOUND */
export async function revoke(store: Store, id: string): Promise<ReviewLinkRow> {
  const [row] = isUuid(id)
    ? await query<ReviewLinkRow>(
        store,
        `UPDATE review_link SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1 RETURNING ${columns}`,
        [id],
      )
    : [];
  if (row) return row;
  throw new DomainError(
    'NOT_FOUND',
    `There is no review link ${id}. See the ids with: ${commandLine('snapshot review list')}`,
  );
}

/** The link whose token somebody presents, while it is good: null when it is unknown, has expired or was revoked. */
export async function findGood(store: Store, token: string): Promise<ReviewLinkRow | null> {
  if (!isReviewToken(token)) return null;
  const [row] = await query<ReviewLinkRow>(
    store,
    `SELECT ${columns} FROM review_link WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > now()`,
    [sha256(token)],
  );
  return row ?? null;
}
