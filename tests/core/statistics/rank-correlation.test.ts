import { kendallTauB, overlapAtK, Rng, spearman, topK } from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const naiveTauB = (a: number[], b: number[]): number | null => {
  let [score, untiedA, untiedB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) {
      const [da, db] = [Math.sign(a[i] - a[j]), Math.sign(b[i] - b[j])];
      score += da * db;
      untiedA += da * da;
      untiedB += db * db;
    }
  return untiedA === 0 || untiedB === 0 ? null : score / Math.sqrt(untiedA * untiedB);
};

const sides = fc
  .integer({ min: 2, max: 40 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.integer({ min: 0, max: 8 }), { minLength: n, maxLength: n }),
      fc.array(fc.integer({ min: 0, max: 8 }), { minLength: n, maxLength: n }),
    ),
  );

describe('rank correlations', () => {
  it('Kendall’s τ-b counts every pair, ties included, as the double loop does', () => {
    fc.assert(
      fc.property(sides, ([a, b]) => {
        const expected = naiveTauB(a, b);
        const actual = kendallTauB(a, b);
        if (expected === null) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('are 1 with the ranking itself, −1 with its reverse, and do not see monotone changes', () => {
    const rng = Rng.fromSeed('ranks');
    const a = Array.from({ length: 500 }, () => rng.normal());
    for (const correlation of [spearman, kendallTauB]) {
      expect(correlation(a, a)).toBeCloseTo(1, 12);
      expect(
        correlation(
          a,
          a.map((value) => -value),
        ),
      ).toBeCloseTo(-1, 12);
      expect(correlation(a, a.map(Math.exp))).toBeCloseTo(1, 12);
    }
  });

  it('are unknown when a side does not vary', () => {
    expect(spearman([1, 2, 3], [0.1, 0.1, 0.1])).toBeNull();
    expect(kendallTauB([1, 2, 3], [0.1, 0.1, 0.1])).toBeNull();
    expect(() => spearman([1, 2], [1])).toThrow(/correlate/);
  });

  it('Kendall’s τ-b leaves its arguments as they were', () => {
    const b = Float64Array.of(3, 1, 2);
    kendallTauB([1, 2, 3], b);
    expect([...b]).toEqual([3, 1, 2]);
  });
});

describe('overlap@k', () => {
  it('of a ranking with itself is 1, whatever k, beside chance k/N', () => {
    fc.assert(
      fc.property(sides, fc.nat(), ([a], seed) => {
        const k = 1 + (seed % a.length);
        expect(overlapAtK(a, a, k)).toEqual({ overlap: 1, chance: k / a.length });
      }),
    );
  });

  it('of unrelated rankings is around chance', () => {
    const rng = Rng.fromSeed('overlap');
    const values = () => Array.from({ length: 10_000 }, () => rng.normal());
    const { overlap, chance } = overlapAtK(values(), values(), 1_000);
    expect(Math.abs(overlap - chance)).toBeLessThan(0.04);
  });

  it('takes the smaller position first where values are equal, and refuses k beyond N', () => {
    expect(topK([1, 2, 2, 1], 3)).toEqual([1, 2, 0]);
    expect(() => overlapAtK([1], [1], 2)).toThrow(/k = 2/);
  });
});
