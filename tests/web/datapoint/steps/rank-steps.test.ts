import { expect, it } from 'vitest';
import {
  rankedScore,
  rankStepsVariables,
} from '../../../../web/src/features/datapoint/steps/rank-steps-document.ts';
import { rankSteps } from '../../../../web/src/features/datapoint/steps/rank-steps.ts';

interface Ranked {
  index: number;
  value: number;
  rank: number;
}
type Filter = ReturnType<typeof rankStepsVariables>['above'];

/** As the API filters and orders: by value, the largest first, then by index. */
const passing = (ranked: readonly Ranked[], { value, rank }: Filter) =>
  ranked
    .filter(
      (one) =>
        one.value >= (value?.gte ?? -Infinity) &&
        one.value <= (value?.lte ?? Infinity) &&
        one.rank >= (rank?.gte ?? -Infinity) &&
        one.rank <= (rank?.lte ?? Infinity),
    )
    .toSorted((a, b) => b.value - a.value || a.index - b.index)
    .map(({ index }) => ({ id: `${index}`, datapoint: { id: `${index}`, index } }));

const steps = (ranked: readonly Ranked[], index: number) => {
  const { above, below } = rankStepsVariables(
    'run',
    ranked.find((one) => one.index === index)!,
  );
  return rankSteps({
    above: { nodes: passing(ranked, above).slice(-1) },
    below: { nodes: passing(ranked, below).slice(0, 1) },
  });
};

it('leads through the ranking from end to end and back, also among many equal scores', () => {
  const equal = Array.from({ length: 25 }, (_, at) => ({ index: 10 + at, value: 0.3 }));
  const ranked = [{ index: 9, value: 0.5 }, ...equal, { index: 1, value: 0.1 }].map((one, at) => ({
    ...one,
    rank: at + 1,
  }));
  expect(ranked.map(({ index }) => steps(ranked, index))).toEqual(
    ranked.map((_, at) => ({ previous: ranked[at - 1]?.index ?? null, next: ranked[at + 1]?.index ?? null })),
  );
});

it('leads nowhere before the answer, and from a datapoint without a place in the ranking', () => {
  expect(rankSteps(undefined)).toEqual({ previous: null, next: null });
  expect(rankedScore({ value: null, rank: null })).toBeNull();
});
