import type { RunCursor, RunRow } from '@engram/store';
import { isUuid } from '@engram/core';
import { encodeCursor } from '../pagination/cursor.ts';

/** Opaque place of a run: when it was asked for and, for ties, its key. */
export function runCursor(fingerprint: string, row: RunRow): string {
  return encodeCursor(fingerprint, [row.createdAt.toISOString(), row.id]);
}

/** The place that the keys of a cursor name; null when no run can have them. */
export function readRunCursor([createdAt, id, ...rest]: unknown[]): RunCursor | null {
  if (rest.length > 0 || typeof createdAt !== 'string' || typeof id !== 'string' || !isUuid(id)) return null;
  // As written by `runCursor`: other dates that JavaScript knows lie outside those of the database.
  if (!/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(createdAt)) return null;
  const time = new Date(createdAt);
  return Number.isNaN(time.getTime()) ? null : { createdAt: time, id };
}
