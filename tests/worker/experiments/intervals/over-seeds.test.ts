import { mean, Rng } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { differenceOverSeeds, overSeeds } from '../../../../worker/src/experiments/intervals/over-seeds.ts';

const rng = Rng.fromSeed('luck');
const luck = Array.from({ length: 5 }, () => rng.normal());

describe('numbers over seeds', () => {
  it('have the mean, and Student’s interval, by a loop', () => {
    const { estimate, low, high } = overSeeds(luck, 0.95);
    expect(estimate).toBeCloseTo(mean(luck), 12);
    const variance = luck.reduce((sum, value) => sum + (value - mean(luck)) ** 2, 0) / 4;
    // t at 4 degrees of freedom
    expect(high! - low!).toBeCloseTo(2 * 2.7764451 * Math.sqrt(variance / 5), 5);
  });

  it('are paired: what a seed does to both leaves the interval of their difference', () => {
    const noise = [0.01, -0.01, 0, 0.01, -0.01];
    const better = luck.map((value, s) => value + 0.1 + noise[s]!);
    const { estimate, low, high } = differenceOverSeeds(better, luck, 0.95);
    expect(estimate).toBeCloseTo(0.1, 12);
    // Unpaired, it would be as wide as the seeds differ, about 2.
    expect(high! - low!).toBeLessThan(0.05);
    expect(low).toBeGreaterThan(0);
  });

  it('have no interval from one seed, and no estimate where a seed gave nothing', () => {
    expect(overSeeds([0.4], 0.95)).toEqual({ estimate: 0.4, low: null, high: null });
    expect(differenceOverSeeds([0.4], [0.3], 0.95)).toMatchObject({ low: null, high: null });
    expect(overSeeds([0.4, null], 0.95).estimate).toBeNull();
    expect(differenceOverSeeds([0.4, 0.5], [null, 0.3], 0.95).estimate).toBeNull();
  });
});
