import { describe, expect, it } from 'vitest';
import { allLookMs, leastQueueLookMs, ownLookMs } from '../../../worker/src/workflows/liveness/looks.ts';

describe('looks of workers', () => {
  it('are as frequent as ever while workers are few', () => {
    // DBOS looks every 100 ms where this asks for no more.
    expect(leastQueueLookMs(10)).toBeLessThanOrEqual(100);
    for (const workers of [1, 10]) expect([ownLookMs, allLookMs].map((ms) => ms(workers))).toEqual([2_000, 2_000]); // prettier-ignore
  });

  it('are together as frequent at a queue, however many workers there are', () => {
    for (const workers of [10, 100, 1_000]) expect((1_000 * workers) / leastQueueLookMs(workers)).toBe(100);
  });

  it('are together at most ten a second at all workers, up to 1,000 of them', () => {
    for (const workers of [1, 10, 100, 1_000])
      expect((1_000 * workers) / allLookMs(workers)).toBeLessThanOrEqual(10);
  });
});
