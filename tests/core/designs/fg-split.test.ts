import { describe, expect, test } from 'vitest';
import { DomainError, fgSplit, fgSplitFromRoles, Rng } from '@engram/core';

const fractions = { sharedFraction: 0.8, candidateFraction: 0.1, independentFraction: 0.1 };
const rng = () => Rng.fromSeed('fg');

describe('fgSplit', () => {
  test('trains f on shared and candidate, g on shared and independent, the same in every repetition', () => {
    const plan = fgSplit(100, { encoders: 6, ...fractions }, rng());
    const count = (role: string) => plan.roles.filter((other) => other === role).length;
    expect([count('shared'), count('candidate'), count('independent')]).toEqual([80, 10, 10]);
    expect(plan.pairs).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    for (const [f, g] of plan.pairs!)
      plan.roles.forEach((role, x) => {
        expect(plan.masks[f]![x]).toBe(role === 'shared' || role === 'candidate' ? 1 : 0);
        expect(plan.masks[g]![x]).toBe(role === 'shared' || role === 'independent' ? 1 : 0);
      });
  });

  test('shares the initialisation inside a pair only', () => {
    const { initialisationSeeds: seeds } = fgSplit(100, { encoders: 4, ...fractions }, rng());
    expect(seeds[0]).toBe(seeds[1]);
    expect(seeds[2]).toBe(seeds[3]);
    expect(seeds[0]).not.toBe(seeds[2]);
  });

  test('holds the external part out of every encoder', () => {
    const plan = fgSplit(
      50,
      {
        encoders: 2,
        sharedFraction: 0.6,
        candidateFraction: 0.1,
        independentFraction: 0.1,
        externalFraction: 0.2,
      },
      rng(),
    );
    const external = plan.roles.flatMap((role, x) => (role === 'external' ? [x] : []));
    expect(external).toHaveLength(10);
    for (const x of external) expect(plan.masks.map((mask) => mask[x])).toEqual([0, 0]);
  });

  test('leaves nobody without a role when the fractions sum to 1, whatever the count', () => {
    for (const count of [10, 11, 13, 97, 1003])
      expect(fgSplit(count, { encoders: 2, ...fractions }, rng()).roles).not.toContain(null);
  });

  test('refuses a datapoint in both the candidate and the independent part', () => {
    const sets = { shared: [0, 1], candidate: [2, 3], independent: [3, 4], external: [] };
    expect(() => fgSplitFromRoles(5, sets, 2, rng())).toThrow(DomainError);
    expect(() => fgSplitFromRoles(5, sets, 2, rng())).toThrow(
      /datapoint 3 is in both the candidate and the independent/,
    );
    expect(() => fgSplitFromRoles(3, { ...sets, independent: [] }, 2, rng())).toThrow(/datapoint 3/);
  });

  test('refuses parts that would be empty, fractions beyond 1 and an odd number of encoders', () => {
    expect(() => fgSplit(4, { encoders: 2, ...fractions }, rng())).toThrow(/left for the independent part/);
    expect(() => fgSplit(100, { encoders: 2, ...fractions, sharedFraction: 0.9 }, rng())).toThrow(
      /at most 1/,
    );
    expect(() => fgSplit(100, { encoders: 3, ...fractions }, rng())).toThrow(/even number/);
  });
});
