import { estimateScores, memorizedAtFdr, Rng } from '@engram/core';
import { expect, it } from 'vitest';
import { syntheticHalfSplit } from '../../oracles/synthetic-runs.ts';

const flagsOf = (memorization: (x: number) => number): boolean[] => {
  const { plan, alignments } = syntheticHalfSplit(
    500,
    16,
    { memorization, noise: 0.1 },
    Rng.fromSeed('flags'),
  );
  return memorizedAtFdr(estimateScores({ alignments, masks: plan.masks }), 0.1);
};

it('flags the memorized datapoints, with few false ones among them', () => {
  const flags = flagsOf((x) => (x < 100 ? 0.4 : 0));
  const right = flags.filter((flag, x) => flag && x < 100).length;
  const wrong = flags.filter((flag, x) => flag && x >= 100).length;
  expect(right).toBeGreaterThan(95);
  expect(wrong / (right + wrong)).toBeLessThan(0.2);
});

it('flags none when nothing is memorized, nor scores below 0, nor scores without an interval', () => {
  expect(flagsOf(() => 0).filter(Boolean).length).toBeLessThan(3);
  expect(flagsOf(() => -1)).not.toContain(true);
  const single = estimateScores({ alignments: [[0.1], [0.9]], masks: [[1], [0]] });
  expect(memorizedAtFdr(single, 0.1)).toEqual([false]);
});
