import { drawWeights, meanIntervals, pairedT, Rng, weightedRows } from '@engram/core';
import { expect, it } from 'vitest';

const everyone = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
const rng = Rng.fromSeed('bootstrap');

it('drawn weights sum to the number of things, and leave out e⁻¹ of them', () => {
  const weights = drawWeights(rng, new Float64Array(10_000));
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(10_000);
  expect(weights.filter((weight) => weight === 0).length / 10_000).toBeCloseTo(Math.exp(-1), 1.5);
});

it('the two-way interval is Student’s over groups when only groups differ, however few they are', () => {
  for (const groups of [3, 5, 12]) {
    const ofGroups = Array.from({ length: groups }, () => rng.normal());
    const rows = ofGroups.map((value) => new Float64Array(40).fill(value));
    const scores = weightedRows(rows, everyone(40));
    const [found] = meanIntervals(scores, [everyone(40)], Rng.fromSeed(1), { draws: 4_000 });
    const expected = pairedT(ofGroups, new Float64Array(groups));
    const width = expected.high - expected.low;
    expect(found!.mean).toBeCloseTo(expected.difference, 12);
    expect((found!.high! - found!.low!) / width).toBeGreaterThan(0.96);
    expect((found!.high! - found!.low!) / width).toBeLessThan(1.04);
  }
});

it('and Student’s over datapoints when only datapoints differ', () => {
  const values = Float64Array.from({ length: 6 }, () => rng.normal());
  const scores = weightedRows([values, values, values], everyone(6));
  const [found] = meanIntervals(scores, [everyone(6)], Rng.fromSeed(1), { draws: 4_000 });
  const expected = pairedT(values, new Float64Array(6));
  expect(found!.standardError! / expected.standardError).toBeGreaterThan(0.96);
  expect(found!.standardError! / expected.standardError).toBeLessThan(1.04);
  expect((found!.high! - found!.low!) / (expected.high - expected.low)).toBeGreaterThan(0.96);
});
