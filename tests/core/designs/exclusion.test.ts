import { describe, expect, it } from 'vitest';
import { designConfigSchema, exclusionSplit, makePlan, Rng, scoringOf } from '@engram/core';

const rng = Rng.fromSeed(1);

describe('chosen exclusions', () => {
  it('train each set’s encoders on everything but the set, from one initialisation a repetition', () => {
    const plan = exclusionSplit(5, [[], [1, 3], [4]], 2, rng);
    expect(plan.masks.map((mask) => [...mask].join(''))).toEqual([
      ...['11111', '10101', '11110'],
      ...['11111', '10101', '11110'],
    ]);
    const [a, b, c, d] = plan.initialisationSeeds;
    expect([b, c]).toEqual([a, a]);
    expect(d).not.toBe(a);
    expect(plan.pairs).toBeNull();
  });

  it('with two sets are paired, and score what one of them excludes', () => {
    const config = designConfigSchema.parse({ key: 'exclusion', sets: [[0, 1], [1]], repetitions: 3 });
    const { masks, pairs } = makePlan(config, 3, rng);
    expect(pairs).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    // Every repetition adds something of its own to both encoders: paired, it leaves the interval.
    const alignments = masks.map((mask, e) =>
      Float64Array.from(mask, (bit) => 10 * Math.floor(e / 2) + (bit === 1 ? 1 : 3)),
    );
    const estimates = scoringOf(config).estimates({ alignments, masks, pairs }, 0.95);
    expect(estimates.map(({ value, low, reason }) => [value, low, reason])).toEqual([
      [2, 2, null],
      [null, null, 'NEVER_IN'],
      [null, null, 'NEVER_OUT'],
    ]);
  });

  it.each([
    [{ sets: [[0], [0, 0]] }, /exclude the same datapoints/],
    [{ sets: [[0]] }, /./],
    [{ sets: [[0], [-1]] }, /./],
    [{ sets: [[0], [1]], repetitions: 4096 }, /4096 at most/],
  ])('are not %j', (settings, message) => {
    const checked = designConfigSchema.safeParse({ key: 'exclusion', ...settings });
    expect(JSON.stringify(checked.error?.issues)).toMatch(message);
  });

  it('name the datapoint that is not there, and a set that leaves nothing', () => {
    expect(() => exclusionSplit(5, [[], [5]], 1, rng)).toThrow('set 1 excludes datapoint 5');
    expect(() => exclusionSplit(2, [[0, 1], []], 1, rng)).toThrow('set 0 excludes all 2 datapoints');
  });
});
