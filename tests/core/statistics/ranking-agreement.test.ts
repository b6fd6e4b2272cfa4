import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correlateShared,
  kendallTauB,
  overlapAtK,
  overlapOfShared,
  shareRankings,
  spearman,
  type RankingColumns,
} from '@engram/core';

/** Scores by datapoint; null is not ranked. */
type Scores = (number | null)[];

/** As the store keeps it: by sorting, ties to the smaller index, marked by the sign. */
function columns(scores: Scores): RankingColumns {
  const indices = scores.flatMap((score, index) => (score === null ? [] : [index * 3]));
  const value = (index: number): number => scores[index / 3]!;
  const order = indices.toSorted((i, j) => value(j) - value(i) || i - j);
  const ranks = indices.map((index) => {
    const at = order.indexOf(index);
    return at > 0 && value(order[at - 1]!) === value(index) ? -(at + 1) : at + 1;
  });
  return { indices: Int32Array.from(indices), ranks: Int32Array.from(ranks) };
}

/** Few values, so that there are many ties, and gaps on either side. */
const scores = fc.array(fc.option(fc.integer({ min: -3, max: 6 }), { freq: 5 }), {
  minLength: 2,
  maxLength: 40,
});
const both = (a: Scores, b: Scores): [number[], number[]] => {
  const kept = a.flatMap((score, x) => (score !== null && (b[x] ?? null) !== null ? [x] : []));
  return [kept.map((x) => a[x]!), kept.map((x) => b[x]!)];
};

describe('agreement of two rankings from their columns', () => {
  it("gives Kendall's tau-b and Spearman's rho of the datapoints that both rank", () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => {
        const [x, y] = both(a, b);
        const shared = shareRankings(columns(a), columns(b));
        expect(shared.count).toBe(x.length);
        const found = correlateShared(shared);
        for (const [is, wanted] of [
          [found.kendallTau, x.length > 1 ? kendallTauB(x, y) : null],
          [found.spearman, x.length > 1 ? spearman(x, y) : null],
        ] as const)
          if (wanted === null) expect(is).toBeNull();
          else expect(is).toBeCloseTo(wanted, 12);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the overlap of the top k for every k', () => {
    fc.assert(
      fc.property(scores, scores, (a, b) => {
        const [x, y] = both(a, b);
        const shared = shareRankings(columns(a), columns(b));
        for (let k = 1; k <= x.length; k++)
          expect(overlapOfShared(shared, k)).toBe(overlapAtK(x, y, k).overlap);
      }),
      { numRuns: 300 },
    );
  });

  it('is complete for a ranking with itself', () => {
    const one = columns([3, 1, 4, 1, 5, 9, 2, 6]);
    const shared = shareRankings(one, one);
    expect(correlateShared(shared)).toEqual({ kendallTau: 1, spearman: 1 });
    expect(overlapOfShared(shared, 3)).toBe(1);
  });
});
