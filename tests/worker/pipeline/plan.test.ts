import { inclusionCounts, presets, runConfigSchema, viewSeed } from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenSizes } from '../../../worker/src/datasets/even-sizes.ts';
import { planRun } from '../../../worker/src/pipeline/plan.ts';

describe('the plan of a run', () => {
  const config = runConfigSchema.parse(presets['mnist-quick']);

  it('follows from the configuration alone', () => {
    expect(planRun(config, 100)).toEqual(planRun(config, 100));
    expect(planRun(config, 100).masks).not.toEqual(planRun({ ...config, seed: 1 }, 100).masks);
    expect(viewSeed(config)).not.toBe(viewSeed({ ...config, seed: 1 }));
  });

  it('of half-split shows every datapoint to half of the encoders, each with a seed of its own', () => {
    const plan = planRun(config, 101);
    expect([...new Set(inclusionCounts(plan.masks))]).toEqual([16]);
    expect(new Set(plan.initialisationSeeds).size).toBe(32);
  });

  it('of fg-split gives f and g of a pair the same seed', () => {
    const estimator = { key: 'fg-split', encoders: 4, sharedFraction: 0.8, candidateFraction: 0.1, independentFraction: 0.1, externalFraction: 0 } as const; // prettier-ignore
    const { roles, initialisationSeeds } = planRun({ seed: 0, estimator }, 100);
    expect(['shared', 'candidate', 'independent'].map((role) => roles.filter((r) => r === role).length)).toEqual([80, 10, 10]); // prettier-ignore
    expect(initialisationSeeds[0]).toBe(initialisationSeeds[1]);
    expect(initialisationSeeds[1]).not.toBe(initialisationSeeds[2]);
  });
});

it('even parts drop nothing, differ by one at most, and keep to limit and least', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 3000 }), fc.integer({ min: 2, max: 300 }), (n, limit) => {
      const sizes = evenSizes(n, limit, 2);
      expect(sizes.reduce((a, b) => a + b)).toBe(n);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.max(limit, 3));
    }),
  );
  expect(evenSizes(500, 128)).toEqual([125, 125, 125, 125]);
});
