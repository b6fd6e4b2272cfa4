import { describe, expect, it } from 'vitest';
import { InactivityTimer } from '../../../worker/src/workflows/liveness/inactivity-timer.ts';
import { leastQueueLookMs, recoveryLookMs } from '../../../worker/src/workflows/liveness/looks.ts';

describe('looks of workers', () => {
  it('are as frequent as ever while workers are few', () => {
    // DBOS looks every 100 ms where this asks for no more.
    expect(leastQueueLookMs(10)).toBeLessThanOrEqual(100);
    expect([1, 10, 100].map(recoveryLookMs)).toEqual([2_000, 2_000, 2_000]);
  });

  it('are together as frequent at a queue, however many workers there are', () => {
    for (const workers of [10, 100, 1_000]) expect((1_000 * workers) / leastQueueLookMs(workers)).toBe(100);
  });

  it('find a worker that stands still within 60 s, as the timer counts', () => {
    for (const workers of [1, 100, 1_000, 100_000]) {
      const everyMs = recoveryLookMs(workers);
      let nowMs = 0;
      const timer = new InactivityTimer(() => nowMs);
      // It fell still right after a look.
      while (timer.look('one', 'still') <= 20_000) nowMs += everyMs;
      expect(everyMs + nowMs).toBeLessThanOrEqual(60_000);
    }
  });
});
