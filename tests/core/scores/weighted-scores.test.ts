import {
  encoderGroups,
  fgSplit,
  halfSplit,
  leaveOneOutSplit,
  Rng,
  subsetSplit,
  weightedRelativeScores,
  weightedScores,
} from '@engram/core';
import type { SplitPlan } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../oracles/close.ts';
import { naiveScores } from '../../oracles/scores.ts';

const rng = Rng.fromSeed('weights');
const fractions = { sharedFraction: 0.5, candidateFraction: 0.25, independentFraction: 0.25 };
const plans: [string, SplitPlan][] = [
  ['half-split', halfSplit(31, 8, rng)],
  ['fg-split', fgSplit(40, { encoders: 6, ...fractions }, rng)],
  ['subset', subsetSplit(30, 7, 0.6, rng)],
  ['leave-one-out', leaveOneOutSplit(5, 2, rng)],
];
const lossesOf = ({ masks }: SplitPlan): Float64Array[] =>
  masks.map((mask) => Float64Array.from(mask, () => rng.uniform()));

describe.each(plans)('weighted scores under %s', (_, plan) => {
  const alignments = lossesOf(plan);
  const scores = weightedScores({ alignments, masks: plan.masks, pairs: plan.pairs });

  it('are the plain scores when every group counts once', () => {
    const out = new Float64Array(scores.positions.length);
    scores.into(new Float64Array(scores.groups).fill(1), out);
    const expected = naiveScores(alignments, plan.masks);
    expect([...scores.positions]).toEqual(expected.flatMap((value, x) => (value === null ? [] : [x])));
    scores.positions.forEach((x, i) => expectClose(out[i], expected[x]!, 1e-12));
  });

  it('relate to both means together as (out − in)/(out + in)', () => {
    const relative = weightedRelativeScores({ alignments, masks: plan.masks, pairs: plan.pairs });
    expect([...relative.positions]).toEqual([...scores.positions]);
    const out = new Float64Array(relative.positions.length);
    relative.into(new Float64Array(relative.groups).fill(1), out);
    const meanOf = (x: number, side: number): number => {
      const losses = plan.masks.flatMap((mask, e) => (mask[x] === side ? [alignments[e][x]] : []));
      return losses.reduce((a, b) => a + b, 0) / losses.length;
    };
    relative.positions.forEach((x, i) => {
      const [inside, outside] = [meanOf(x, 1), meanOf(x, 0)];
      expectClose(out[i], (outside - inside) / (outside + inside), 1e-12);
    });
  });

  it('count a group of weight 2 as if it were there twice, and one of weight 0 as if it were not', () => {
    const groups = encoderGroups(plan);
    const weights = Float64Array.from(groups, (_unused, g) => (g === 0 ? 2 : g === 1 ? 0 : 1));
    const out = new Float64Array(scores.positions.length);
    scores.into(weights, out);
    const encoders = groups.flatMap((group, g) => Array.from({ length: weights[g] }, () => group).flat());
    const expected = naiveScores(
      encoders.map((e) => alignments[e]),
      encoders.map((e) => plan.masks[e]),
    );
    scores.positions.forEach((x, i) => {
      if (expected[x] === null) expect(out[i]).toBeNaN();
      else expectClose(out[i], expected[x], 1e-12);
    });
  });
});

it('groups complementary halves and pairs, and leaves other encoders alone', () => {
  expect(plans.map(([, plan]) => encoderGroups(plan).length)).toEqual([4, 3, 7, 12]);
});
