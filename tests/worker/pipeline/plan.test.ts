import { inclusionCounts, presets, runConfigSchema, viewSeed } from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenSizes } from '../../../worker/src/pipeline/even-sizes.ts';
import { planRun, selectDatapoints } from '../../../worker/src/pipeline/plan.ts';

describe('the datapoints of a run', () => {
  it('are the first ones of each class in equal shares, in the order of the dataset', () => {
    const labels = Int32Array.from([0, 1, 0, 1, 0, 1, 0, 1]);
    expect([...selectDatapoints({ datapoints: 4 }, labels)]).toEqual([0, 1, 2, 3]);
    expect([...selectDatapoints({ datapoints: 4 }, labels.toSorted())]).toEqual([0, 1, 4, 5]);
  });

  it('come from larger classes where a class has fewer than its share', () => {
    const labels = Int32Array.from([0, 0, 0, 0, 0, 1, 2, 2, 2, 2]);
    expect([...selectDatapoints({ datapoints: 7 }, labels)]).toEqual([0, 1, 2, 5, 6, 7, 8]);
  });

  it('are as many as asked for, ascending and distinct, whatever the classes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 4, maxLength: 60 }),
        fc.nat(),
        (list, n) => {
          const datapoints = 4 + (n % (list.length - 3));
          const selected = [...selectDatapoints({ datapoints }, Int32Array.from(list))];
          expect(selected).toHaveLength(datapoints);
          expect(selected).toEqual([...new Set(selected)].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('are all of them when no number is given, and never more than there are', () => {
    expect([...selectDatapoints({}, Int32Array.of(3, 3, 1, -1))]).toEqual([0, 1, 2, 3]);
    expect(() => selectDatapoints({ datapoints: 9 }, new Int32Array(4))).toThrow(
      /asks for 9 datapoints.* has 4/,
    );
  });
});

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
