import { describe, expect, it } from 'vitest';
import { curveBand } from '../../../web/src/charts/specs/curve-band.ts';
import { runCost } from '../../../web/src/features/run/training/run-cost.ts';

describe('the band of curves', () => {
  it('is the median with the 10 % and 90 % quantiles of the curves, epoch by epoch', () => {
    const curves = Array.from({ length: 11 }, (_, encoder) => [encoder, 2 * encoder]);
    expect(curveBand(curves)).toEqual([
      { low: 1, median: 5, high: 9 },
      { low: 2, median: 10, high: 18 },
    ]);
  });

  it('goes on with the curves that are longest, and leaves out what is not finite', () => {
    expect(curveBand([[1, 2], [3], [NaN]])).toEqual([
      { low: 1.2, median: 2, high: 2.8 },
      { low: 2, median: 2, high: 2 },
    ]);
    expect(curveBand([])).toEqual([]);
  });
});

describe('the cost of a run', () => {
  const run = {
    startedAt: '2026-11-24T00:00:00.000Z',
    finishedAt: '2026-11-24T00:01:05.000Z',
    encoderCount: 2,
    scoredCount: 1000,
    config: JSON.stringify({ scoring: { views: 10 } }),
  };
  const encoder = { trainDurationMs: 50_000, scoreDurationMs: 10_000 };

  it('sums the time of the encoders, beside the wall time and the views scored', () => {
    expect(runCost(run, [encoder, encoder])).toEqual([
      { term: 'Encoder time', value: '2 min' },
      { term: 'of which training', value: '1 min 40 s' },
      { term: 'of which scoring', value: '20 s' },
      { term: 'Wall time', value: '1 min 5 s' },
      { term: 'Views scored', value: '20,000' },
    ]);
  });

  it('says of how many encoders it knows, and nothing of what is not known', () => {
    const facts = runCost({ ...run, finishedAt: null, scoredCount: 0, config: '{}' }, [encoder]);
    expect(facts.map(({ term }) => term)).toEqual([
      'Encoder time (1 of 2 encoders)',
      'of which training',
      'of which scoring',
    ]);
  });
});
