import { randomBytes, randomUUID } from 'node:crypto';
import { assertPlainText, commandLine, DomainError, type TokenScope } from '@engram/core';
import { isUuid } from './database/address-for-people.ts';
import { sha256 } from './hash.ts';
import { mapped } from './statements/map-errors.ts';
import { query } from './statements/query.ts';
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

/** Stores a new token's hash. The token itself is given once, here, and never again. */
export async function create(
  store: Store,
  input: CreateTokenInput,
): Promise<{ token: string; row: TokenRow }> {
  assertPlainText(input.name, 'the name of a token');
  const token = newSecret();
  const data = { ...input, id: randomUUID(), tokenHash: sha256(token) };
  const row = await mapped(store.url, () => store.prisma.apiToken.create({ data }));
  return { token, row: toRow(row) };
}

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
