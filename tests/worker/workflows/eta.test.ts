import { describe, expect, it } from 'vitest';
import { estimateEtaSeconds } from '../../../worker/src/workflows/progress/eta.ts';

describe('estimateEtaSeconds', () => {
  it('foretells the rest from the pace so far', () => {
    const seconds = estimateEtaSeconds({ done: 8, doneAtStart: 0, total: 32, elapsedMs: 40_000 });
    expect(seconds).toBeGreaterThanOrEqual(120);
    expect(seconds).toBeLessThan(126);
  });

  it('does not credit this pace with encoders that an earlier attempt had finished', () => {
    const fresh = estimateEtaSeconds({ done: 4, doneAtStart: 0, total: 20, elapsedMs: 10_000 })!;
    const resumed = estimateEtaSeconds({ done: 14, doneAtStart: 10, total: 30, elapsedMs: 10_000 })!;
    expect(resumed).toBeCloseTo(fresh, 10);
  });

  it('says nothing while too little is done to say', () => {
    expect(estimateEtaSeconds({ done: 0.1, doneAtStart: 0, total: 32, elapsedMs: 60_000 })).toBeNull();
    expect(estimateEtaSeconds({ done: 3, doneAtStart: 0, total: 32, elapsedMs: 500 })).toBeNull();
    expect(estimateEtaSeconds({ done: 10, doneAtStart: 10, total: 32, elapsedMs: 60_000 })).toBeNull();
  });

  it('is near zero when all encoders are done', () => {
    expect(estimateEtaSeconds({ done: 32, doneAtStart: 0, total: 32, elapsedMs: 60_000 })).toBe(0);
  });
});
