import { expect, it } from 'vitest';
import { rankSteps } from '../../../../web/src/features/datapoint/steps/rank-steps.ts';

const listed = (...indices: number[]) => ({
  nodes: indices.map((index) => ({ id: `${index}`, datapoint: { id: `${index}`, index } })),
});

it('takes those beside a datapoint in the ranking, also among equal scores', () => {
  // 3 and 8 have the score of 5; downwards equal scores go by index, upwards against it.
  const data = { above: listed(8, 5, 3, 1), below: listed(3, 5, 8, 9) };
  expect(rankSteps(data, 5)).toEqual({ previous: 3, next: 8 });
  expect(rankSteps({ above: listed(5), below: listed(5, 2) }, 5)).toEqual({ previous: null, next: 2 });
  expect(rankSteps({ above: listed(1, 2), below: listed(1, 2) }, 5)).toEqual({ previous: null, next: null });
  expect(rankSteps(undefined, 5)).toEqual({ previous: null, next: null });
});
