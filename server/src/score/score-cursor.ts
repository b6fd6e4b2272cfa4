import { scores, type ScoreCursor, type ScoreOrderField, type StoredScore } from '@engram/store';
import { encodeCursor } from '../pagination/cursor.ts';

/** Opaque place of a score: the value it is ordered by and, for ties, its index. */
export function scoreCursor(fingerprint: string, row: StoredScore, field: ScoreOrderField): string {
  const { value, index } = scores.cursorOf(row, field);
  return encodeCursor(fingerprint, [value, index]);
}

/** The place that the keys of a cursor name; null when no score can have them. */
export function readScoreCursor([value, index, ...rest]: unknown[]): ScoreCursor | null {
  if (rest.length > 0 || !isIndex(index)) return null;
  return value === null || (typeof value === 'number' && Number.isFinite(value)) ? { value, index } : null;
}

function isIndex(key: unknown): key is number {
  return Number.isInteger(key) && (key as number) >= 0 && (key as number) < 2 ** 31;
}
