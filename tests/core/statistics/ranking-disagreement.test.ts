import { rankDisagreements, rankScores, Rng, type RankingColumns } from '@engram/core';
import { describe, expect, it } from 'vitest';

type Values = readonly (number | null)[];

/** As the store keeps it: ranks of the scores that exist, negative within a tie. */
function columns(values: Values): RankingColumns {
  const places = rankScores(values);
  const ranked = values.flatMap((value, index) => (value === null ? [] : [index]));
  const atRank = new Map(ranked.map((index) => [places[index]!.rank, values[index]]));
  return {
    indices: Int32Array.from(ranked),
    ranks: Int32Array.from(ranked, (index) => {
      const { rank } = places[index]!;
      return atRank.get(rank - 1) === values[index] ? -rank : rank;
    }),
  };
}

/** A plain loop over the scores. */
function oracle(a: Values, b: Values, first: number, isChosen: (index: number) => boolean) {
  const [placesA, placesB] = [rankScores(a), rankScores(b)];
  const both = a.flatMap((_, index) => {
    const [x, y] = [placesA[index], placesB[index]];
    return x && y && isChosen(index) ? [{ index, difference: y.percentile - x.percentile }] : [];
  });
  const largest = (sign: number) =>
    both
      .map(({ index, difference }) => ({ index, difference: sign * difference }))
      .filter(({ difference }) => difference > 0)
      .sort((x, y) => y.difference - x.difference || x.index - y.index)
      .slice(0, first);
  return { count: both.length, higherInA: largest(-1), higherInB: largest(1) };
}

describe('the disagreements of two rankings', () => {
  it.each([1, 2, 3, 4, 5])(
    'are those a plain loop over the scores finds, with ties and gaps (%i)',
    (seed) => {
      const rng = Rng.fromSeed(`disagreement ${seed}`);
      const draw = (gap: number): Values =>
        Array.from({ length: 300 }, (_, index) =>
          index % gap === 0 ? null : Math.round(6 * rng.normal()) / 6,
        );
      const [a, b] = [draw(7), draw(5)];
      for (const first of [1, 10, 500])
        for (const isChosen of [() => true, (index: number) => index % 3 === 0])
          expect(rankDisagreements(columns(a), columns(b), first, isChosen)).toEqual(
            oracle(a, b, first, isChosen),
          );
    },
  );

  it('are none between a ranking and itself', () => {
    const same = columns([3, 1, null, 2, 2]);
    expect(rankDisagreements(same, same, 5)).toEqual({ count: 4, higherInA: [], higherInB: [] });
  });

  it('swap sides with the runs, and say above 0 by how much higher the datapoint stands there', () => {
    const [a, b] = [columns([4, 3, 2, 1]), columns([1, 2, 3, 4])];
    const there = rankDisagreements(a, b, 1);
    expect(there.higherInA).toEqual([{ index: 0, difference: 75 }]);
    expect(rankDisagreements(b, a, 1).higherInB).toEqual([{ index: 0, difference: 75 }]);
  });
});
