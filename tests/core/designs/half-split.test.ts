import { describe, expect, test } from 'vitest';
import { halfSplit, includedDatapoints, inclusionCounts, Rng } from '@engram/core';

describe('halfSplit', () => {
  test.each([
    [1000, 32],
    [7, 4],
    [2, 2],
  ])('trains %i datapoints in exactly half of %i encoders', (count, encoders) => {
    const plan = halfSplit(count, encoders, Rng.fromSeed(1));
    expect(plan.masks).toHaveLength(encoders);
    expect([...inclusionCounts(plan.masks)]).toEqual(new Array(count).fill(encoders / 2));
    for (let e = 0; e < encoders; e += 2)
      expect(plan.masks[e]!.every((bit, x) => bit + plan.masks[e + 1]![x]! === 1)).toBe(true);
    for (const mask of plan.masks)
      expect(Math.abs(includedDatapoints(mask).length - count / 2)).toBeLessThanOrEqual(0.5);
  });

  test('gives every encoder its own initialisation, so that Welch intervals hold', () => {
    const plan = halfSplit(20, 8, Rng.fromSeed(1));
    expect(plan.pairs).toBeNull();
    expect(new Set(plan.initialisationSeeds).size).toBe(8);
  });

  test('cuts differently in every pair and with every seed, and the same with the same seed', () => {
    const plan = halfSplit(100, 8, Rng.fromSeed(1));
    expect(new Set(plan.masks.map((mask) => mask.join(''))).size).toBe(8);
    expect(halfSplit(100, 8, Rng.fromSeed(1))).toEqual(plan);
    expect(halfSplit(100, 8, Rng.fromSeed(2)).masks).not.toEqual(plan.masks);
    // More encoders extend a plan and leave its first pairs as they were.
    expect(halfSplit(100, 16, Rng.fromSeed(1)).masks.slice(0, 8)).toEqual(plan.masks);
  });

  test('refuses an odd number of encoders and a single datapoint', () => {
    expect(() => halfSplit(10, 3, Rng.fromSeed(1))).toThrow(/even number of encoders/);
    expect(() => halfSplit(1, 2, Rng.fromSeed(1))).toThrow(/at least 2 datapoints/);
  });
});
