import { randomBytes, randomUUID } from 'node:crypto';
import { assertPlainText, commandLine, DomainError, type TokenScope } from '@engram/core';
import { isUuid } from './database/address-for-people.ts';
import { sha256 } from './hash.ts';
import { mapped } from './statements/map-errors.ts';
import { query, transaction } from './statements/query.ts';
import type { Store } from './store.ts';
import type { ApiToken } from './generated/client.ts';

/** A token as it is stored: everything but itself. */
export interface TokenRow {
  id: string;
  name: string;
  scope: TokenScope;
  createdAt: Date;
  expiresAt: Date;
  /** To the hour; null when it was never used. */
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

export interface CreateTokenInput {
  name: string;
  scope: TokenScope;
  expiresAt: Date;
}

/** The prefix tells people and secret scanners what it is; 256 random bits follow in base64url. */
const prefix = 'engram_';
const pattern = /^engram_[\w-]{43}$/;

/** A new secret of the form of a token, stored nowhere. @param kind what it begins with */
export function newSecret(kind = prefix): string {
  return kind + randomBytes(32).toString('base64url');
}

/**
 * Stores a new token's hash. The token itself is given once, here, and never again. Notes say by its name who wrote them: of the
 * tokens that are good at one time, no two have the same.
 * @throws DomainError CONFLICT when a token that is still good has the name
 */
export async function create(
  store: Store,
  input: CreateTokenInput,
): Promise<{ token: string; row: TokenRow }> {
  assertPlainText(input.name, 'the name of a token');
  const token = newSecret();
  const data = { ...input, id: randomUUID(), tokenHash: sha256(token) };
  const namesake = await transaction(store, async (client) => {
    // Of two that are created at one time, the second sees the first.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('api_token'), hashtext($1))`, [data.name]);
    const { rows } = await client.query<Pick<TokenRow, 'id' | 'name' | 'expiresAt'>>(
      `SELECT id, name, expires_at AS "expiresAt" FROM api_token
       WHERE name = $1 AND revoked_at IS NULL AND expires_at > now() LIMIT 1`,
      [data.name],
    );
    if (rows.length === 0)
      await client.query(
        'INSERT INTO api_token (id, name, token_hash, scope, expires_at) VALUES ($1, $2, $3, $4, $5)',
        [data.id, data.name, data.tokenHash, data.scope, data.expiresAt],
      );
    return rows[0];
  });
  if (namesake) throw namesakeError(namesake);
  return { token, row: (await findBySecret(store, token))! };
}

const namesakeError = ({ id, name, expiresAt }: Pick<TokenRow, 'id' | 'name' | 'expiresAt'>): DomainError =>
  new DomainError(
    'CONFLICT',
    `There is a token '${name}' already (${id}, until ${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC), and whoever reads a ` +
      `note could not tell the two apart. Choose another name, such as '${name} 2', or revoke that one first: ${commandLine(`token revoke ${id}`)}`,
  );

/** All tokens, the newest first, with those that have expired or were revoked. */
export async function list(store: Store): Promise<TokenRow[]> {
  const rows = await mapped(store.url, () =>
    store.prisma.apiToken.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] }),
  );
  return rows.map(toRow);
}

/**
 * Makes a token useless from now on; a second time changes nothing.
 * @throws DomainError NOT_FOUND
 */
export async function revoke(store: Store, id: string): Promise<TokenRow> {
  const row = isUuid(id)
    ? await mapped(store.url, async () => {
        await store.prisma.apiToken.updateMany({
          where: { id, revokedAt: null },
          data: { revokedAt: new Date() },
        });
        return store.prisma.apiToken.findUnique({ where: { id } });
      })
    : null;
  if (row) return toRow(row);
  throw new DomainError(
    'NOT_FOUND',
    `There is no token ${id}. See the ids with: ${commandLine('token list')}`,
  );
}

/**
 * The row of a token that a caller presents, whether or not it is still good; null when it is unknown. Found by its hash, so
 * that the time taken says nothing about the tokens that exist.
 */
export async function findBySecret(store: Store, token: string): Promise<TokenRow | null> {
  if (!pattern.test(token)) return null;
  const row = await mapped(store.url, () =>
    store.prisma.apiToken.findUnique({ where: { tokenHash: sha256(token) } }),
  );
  return row && toRow(row);
}

/** Tokens by their ids, whether or not they are still good. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<TokenRow[]> {
  const rows = await mapped(store.url, () =>
    store.prisma.apiToken.findMany({ where: { id: { in: [...ids] } } }),
  );
  return rows.map(toRow);
}

/** Notes that a token was used in this hour; writes once an hour and token. */
export async function recordUse(store: Store, row: TokenRow): Promise<void> {
  const hour = 3_600_000;
  if (row.lastUsedAt && row.lastUsedAt.getTime() > Date.now() - hour) return;
  await query(
    store,
    `UPDATE api_token SET last_used_at = date_trunc('hour', now())
     WHERE id = $1 AND last_used_at IS DISTINCT FROM date_trunc('hour', now())`,
    [row.id],
  );
}

function toRow({ tokenHash: _, scope, ...row }: ApiToken): TokenRow {
  return { ...row, scope: scope as TokenScope };
}
