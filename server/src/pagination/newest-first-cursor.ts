import { isUuid } from '@engram/core';
import type { NewestFirstCursor } from '@engram/store';
import { encodeCursor } from './cursor.ts';

export function newestFirstCursor(fingerprint: string, { createdAt, id }: NewestFirstCursor): string {
  return encodeCursor(fingerprint, [createdAt.toISOString(), id]);
}

/** The place that the keys of a cursor name; null when no row can have them. */
export function readNewestFirstCursor([createdAt, id, ...rest]: unknown[]): NewestFirstCursor | null {
  if (rest.length > 0 || typeof createdAt !== 'string' || typeof id !== 'string' || !isUuid(id)) return null;
  // As written by `newestFirstCursor`: other dates that JavaScript knows lie outside those of the database.
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(createdAt)) return null;
  const time = new Date(createdAt);
  return Number.isNaN(time.getTime()) ? null : { createdAt: time, id };
}
