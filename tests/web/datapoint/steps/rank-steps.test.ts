import { Kind, print, type DocumentNode, type FieldNode } from 'graphql';
import { expect, it } from 'vitest';
import {
  RankStepsDocument,
  rankStepsVariables,
} from '../../../../web/src/features/datapoint/steps/rank-steps-document.ts';
import { rankSteps } from '../../../../web/src/features/datapoint/steps/rank-steps.ts';

type Ranked = readonly { index: number; value: number }[];

/** What the API answers for the field of a name: ties by ascending index in both directions, `last` from the end. */
function answer(ranked: Ranked, name: 'above' | 'below', value: number) {
  const [definition] = (RankStepsDocument as DocumentNode).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no query');
  const field = definition.selectionSet.selections.find(
    (one): one is FieldNode => one.kind === Kind.FIELD && one.alias?.value === name,
  )!;
  const given = new Map(field.arguments!.map((one) => [one.name.value, print(one.value)]));
  const sign = given.get('orderBy')!.includes('ASC') ? 1 : -1;
  const { [name]: filter, count } = rankStepsVariables('run', value);
  const { gte = -Infinity, lte = Infinity } = filter.value!;
  const sorted = ranked
    .filter((one) => one.value >= gte! && one.value <= lte!)
    .toSorted((a, b) => sign * (a.value - b.value) || a.index - b.index);
  const nodes = given.has('last') ? sorted.slice(-count) : sorted.slice(0, count);
  return { nodes: nodes.map(({ index }) => ({ id: `${index}`, datapoint: { id: `${index}`, index } })) };
}

function steps(ranked: Ranked, index: number) {
  const { value } = ranked.find((one) => one.index === index)!;
  return rankSteps({ above: answer(ranked, 'above', value), below: answer(ranked, 'below', value) }, index);
}

it('leads through the ranking from end to end and back, also among equal scores', () => {
  const ranked = [
    { index: 9, value: 0.5 },
    ...[2, 5, 8].map((index) => ({ index, value: 0.3 })),
    { index: 1, value: 0.1 },
  ];
  expect(ranked.map(({ index }) => steps(ranked, index))).toEqual([
    { previous: null, next: 2 },
    { previous: 9, next: 5 },
    { previous: 2, next: 8 },
    { previous: 5, next: 1 },
    { previous: 8, next: null },
  ]);
});

it('leads nowhere before the answer, and from a datapoint that is not in it', () => {
  expect(rankSteps(undefined, 5)).toEqual({ previous: null, next: null });
  const data = { above: { nodes: [] }, below: { nodes: [] } };
  expect(rankSteps(data, 5)).toEqual({ previous: null, next: null });
});
