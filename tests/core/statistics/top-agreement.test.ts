import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TopVotes, type RankingColumns } from '@engram/core';

/** A ranking of some of the datapoints 0, 7, 14 …, as the store keeps it: the sign marks ties. */
const ranking: fc.Arbitrary<RankingColumns> = fc
  .subarray(Array.from({ length: 30 }, (_, at) => 7 * at))
  .chain((ranked) =>
    fc
      .tuple(
        fc.shuffledSubarray(ranked, { minLength: ranked.length }),
        fc.array(fc.boolean(), { minLength: ranked.length, maxLength: ranked.length }),
      )
      .map(([order, tied]) => ({
        indices: Int32Array.from(ranked),
        ranks: Int32Array.from(ranked, (index) => {
          const rank = order.indexOf(index) + 1;
          return rank > 1 && tied[rank - 1] ? -rank : rank;
        }),
      })),
  );

const isInTop = ({ indices, ranks }: RankingColumns, topPercent: number, index: number): boolean => {
  const at = indices.indexOf(index);
  return at >= 0 && Math.abs(ranks[at]!) <= Math.ceil((ranks.length * topPercent) / 100);
};

describe('the datapoints that rankings agree on', () => {
  it('are those in the top of enough of them, whatever each ranks', () => {
    fc.assert(
      fc.property(
        fc.array(ranking, { maxLength: 5 }),
        fc.constantFrom(0, 1, 10, 33.3, 50, 100),
        fc.integer({ min: 1, max: 6 }),
        (rankings, topPercent, least) => {
          const all = Array.from({ length: 30 }, (_, at) => 7 * at);
          const expected = all.filter(
            (index) => rankings.filter((one) => isInTop(one, topPercent, index)).length >= least,
          );
          const votes = new TopVotes(topPercent);
          for (const one of rankings) votes.add(one);
          expect([...votes.atLeast(least)]).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
