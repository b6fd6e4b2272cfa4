import { expect, test } from 'vitest';
import { includedDatapoints, inclusionCounts, leaveOneOutSplit, Rng, subsetSplit } from '@engram/core';

test('subset trains every encoder on a random part of the size asked for', () => {
  const plan = subsetSplit(200, 40, 0.7, Rng.fromSeed(3));
  for (const mask of plan.masks) expect(includedDatapoints(mask)).toHaveLength(140);
  expect(new Set(plan.initialisationSeeds).size).toBe(40);
  const counts = inclusionCounts(plan.masks);
  // Binomial(40, .7): 28 ± 2.9
  expect(Math.min(...counts)).toBeGreaterThan(13);
  expect(Math.max(...counts)).toBeLessThan(40);
});

test('subset refuses a part that is empty or everything', () => {
  expect(() => subsetSplit(10, 4, 0.01, Rng.fromSeed(3))).toThrow(/leaves 0 in/);
  expect(() => subsetSplit(10, 4, 0.99, Rng.fromSeed(3))).toThrow(/0 out/);
});

test('leave-one-out trains one encoder on everything and one without each datapoint, a repetition', () => {
  const plan = leaveOneOutSplit(5, 2, Rng.fromSeed(3));
  expect(plan.encoders).toBe(12);
  expect(plan.masks.map((mask) => mask.join(''))).toEqual(
    [0, 1].flatMap(() => ['11111', '01111', '10111', '11011', '11101', '11110']),
  );
  expect(new Set(plan.initialisationSeeds.slice(0, 6)).size).toBe(1);
  expect(plan.initialisationSeeds[0]).not.toBe(plan.initialisationSeeds[6]);
});
