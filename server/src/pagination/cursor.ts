import { canonicalJson } from '@engram/core';
import { sha256 } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';

/** Names a query, so that a cursor of another one is rejected: filter and order, but not the size of the page. */
export function queryFingerprint(field: string, query: unknown): string {
  return sha256(canonicalJson([field, query])).slice(0, 16);
}

/** Opaque place in a list: the fingerprint of its query and the keys the list is ordered by. */
export function encodeCursor(fingerprint: string, keys: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify([fingerprint, ...keys]), 'utf8').toString('base64url');
}

/**
 * The keys of a cursor.
 * @throws ArgumentError when it is damaged or comes from another query.
 */
export function decodeCursor(cursor: string, fingerprint: string, argument: string): unknown[] {
  const parsed = parse(cursor);
  if (!parsed || typeof parsed[0] !== 'string')
    throw new ArgumentError(
      argument,
      `'${argument}' is not a cursor of this API. Take it from 'pageInfo' or 'edges' of a page, or leave it out to start over.`,
    );
  if (parsed[0] !== fingerprint)
    throw new ArgumentError(
      argument,
      `'${argument}' comes from another query: filter and order must stay the same from page to page. Leave it out to start over.`,
    );
  return parsed.slice(1);
}

function parse(cursor: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
