import { describe, expect, it } from 'vitest';
import { readNewestFirstCursor } from '../../server/src/pagination/newest-first-cursor.ts';
import { readScoreCursor } from '../../server/src/score/score-cursor.ts';

/** Forged cursors reached the database, whose error named no argument or was masked as one of ours. */
describe('the keys of a forged cursor are refused when no row can have them', () => {
  it.each([[0, 2 ** 31], [0, -1], [null, 2 ** 53], [0, 0.5], [Infinity, 1], ['0', 1], [0], [0, 1, 2]])(
    'scores: %j, %j',
    (...keys) => expect(readScoreCursor(keys)).toBeNull(),
  );

  it('scores: what a score has is read', () => {
    expect(readScoreCursor([5e-324, 2 ** 31 - 1])).toEqual({ value: 5e-324, index: 2 ** 31 - 1 });
    expect(readScoreCursor([null, 0])).toEqual({ value: null, index: 0 });
  });

  const id = '00000000-0000-4000-8000-000000000000';
  it.each(['-200000-01-01T00:00:00.000Z', '+275000-01-01T00:00:00.000Z', '2026-13-01T00:00:00.000Z', 'now'])(
    'runs: %s',
    (createdAt) => expect(readNewestFirstCursor([createdAt, id])).toBeNull(),
  );

  it('runs: what a run has is read', () => {
    const createdAt = new Date(1_795_500_000_123);
    expect(readNewestFirstCursor([createdAt.toISOString(), id])).toEqual({ createdAt, id });
  });
});
