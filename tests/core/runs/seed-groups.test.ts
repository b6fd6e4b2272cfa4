import { expect, it } from 'vitest';
import { poolSeeds, seedGroupOf } from '../../../core/src/runs/seed-groups.ts';

it('pools numbers over seeds, with their standard deviation beside them', () => {
  const pooled = poolSeeds([
    { seed: 0, value: 0.1 },
    { seed: 1, value: 0.2 },
    { seed: 2, value: 0.3 },
  ]);
  expect(pooled!.value).toBeCloseTo(0.2, 12);
  expect(pooled!.spread).toBeCloseTo(0.1, 12);
  expect(pooled!.seeds).toBe(3);
});

it('counts a seed once, with the first number given, and pools no single seed', () => {
  const twice = [
    { seed: 0, value: 0.1 },
    { seed: 0, value: 9 },
  ];
  expect(poolSeeds(twice)).toBeNull();
  expect(poolSeeds([...twice, { seed: 1, value: 0.3 }])!.value).toBeCloseTo(0.2, 12);
});

it('groups runs that differ in seed and name alone', () => {
  const config = { name: 'a', seed: 0, epochs: 2 };
  expect(seedGroupOf({ ...config, name: 'b', seed: 7 })).toBe(seedGroupOf(config));
  expect(seedGroupOf({ ...config, epochs: 3 })).not.toBe(seedGroupOf(config));
});
