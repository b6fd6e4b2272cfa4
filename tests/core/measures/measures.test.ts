import { areaUnderCurve, inferClasses, relativeValue, Rng, rowsOf, UnitActivations } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../oracles/close.ts';
import {
  naiveActivationValues,
  naiveAuc,
  naiveCoherences,
  naiveInferredClass,
  naiveSelectivities,
} from '../../oracles/measures.ts';
import { gradientCoherences, unitSelectivities } from './by-rows.ts';

const table = (seed: string, rows: number, columns: number, draw = (rng: Rng): number => rng.normal()) => {
  const rng = Rng.fromSeed(seed);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => draw(rng)));
};
const positive = (rng: Rng): number => Math.abs(rng.normal());

describe('unit activation', () => {
  const means = table('units', 13, 6, positive);

  it('agrees with loops, whatever the blocks', () => {
    const activations = new UnitActivations(6);
    activations.add(means.slice(0, 5).flat());
    activations.add(means.slice(5).flat());
    const expected = naiveSelectivities(means.map((row) => [row]));
    activations.unitsByIndex().forEach(({ unit, maximizer, selectivity }) => {
      expect(maximizer).toBe(expected[unit]!.maximizer);
      expectClose(selectivity, expected[unit]!.selectivity, 1e-12);
    });
    const values = activations.valuesOf(means.flat());
    naiveActivationValues(means).forEach((value, n) => expectClose(values[n], value, 1e-12));
  });

  it('does not count the maximizing datapoint among the others', () => {
    const [unit] = unitSelectivities([9, 1, 1, 1], 1);
    expect(unit).toEqual({ unit: 0, maximizer: 0, selectivity: 0.8 });
  });

  it('is 0 for a unit that is never active, 1 for one that a single datapoint drives, and names the first of equals', () => {
    expect(unitSelectivities([0, 0, 0], 1)[0]!.selectivity).toBe(0);
    expect(unitSelectivities([0, 3, 0], 1)[0]).toEqual({ unit: 0, maximizer: 1, selectivity: 1 });
    expect(unitSelectivities([2, 2, 1], 1)[0]!.maximizer).toBe(0);
  });

  it('does not change with the scale of the activations', () => {
    const scaled = unitSelectivities(
      means.flat().map((value) => 7 * value),
      6,
    );
    unitSelectivities(means.flat(), 6).forEach(({ selectivity }, u) =>
      expectClose(scaled[u]!.selectivity, selectivity, 1e-12),
    );
  });

  it('rejects a single datapoint, and an activation that is not finite', () => {
    expect(() => unitSelectivities([1, 2], 2)).toThrow('there is 1; use at least 2');
    expect(() => unitSelectivities([1, 2, 3, NaN], 2)).toThrow('datapoint 1, unit 1: the activation is NaN');
  });
});

describe('gradient coherence', () => {
  it('agrees with loops', () => {
    const gradients = table('gradients', 9, 17);
    const found = gradientCoherences(gradients);
    naiveCoherences(gradients).forEach((value, n) => expectClose(found[n], value, 1e-9));
  });

  it('is 1 for equal gradients, −1 for the one against all, 0 for none', () => {
    const found = gradientCoherences([
      [1, 0],
      [1, 0],
      [1, 0],
      [-1, 0],
      [0, 0],
    ]);
    expectClose(found[0], 1, 1e-12);
    expectClose(found[3], -1, 1e-12);
    expect(found[4]).toBe(0);
    expect(gradientCoherences([[1, 2]])[0]).toBe(0);
  });
});

describe('Déjà Vu', () => {
  it('infers the classes that loops infer', () => {
    const known = table('public', 40, 3);
    const labels = known.map((_, n) => n % 3);
    const asked = table('asked', 25, 3);
    const found = inferClasses(rowsOf(known), labels, rowsOf(asked), 7);
    expect([...found]).toEqual(asked.map((row) => naiveInferredClass(known, labels, row, 7)));
  });
});

describe('the area under the curve', () => {
  it('counts pairs as loops do, with ties', () => {
    const rng = Rng.fromSeed('auc');
    const scores = Array.from({ length: 60 }, () => rng.integer(12));
    const planted = scores.map(() => rng.uniform() < 0.3);
    expectClose(areaUnderCurve(scores, planted), naiveAuc(scores, planted), 1e-12);
  });

  it('is 1 when the planted ones stand above all others, ½ for equal scores, null without both kinds', () => {
    expect(areaUnderCurve([3, 4, 1, 2], [true, true, false, false])).toBe(1);
    expect(areaUnderCurve([1, 1, 1], [true, false, false])).toBe(0.5);
    expect(areaUnderCurve([1, 2], [true, true])).toBeNull();
  });
});

it('a relative score says nothing where a mean is negative, and is 0 where both are', () => {
  expect(relativeValue({ value: 0.5, alignmentIn: -0.25, alignmentOut: 0.25 })).toBeNull();
  expect(relativeValue({ value: 0, alignmentIn: 0, alignmentOut: 0 })).toBe(0);
  expect(relativeValue({ value: 0.5, alignmentIn: 0.25, alignmentOut: 0.75 })).toBe(0.5);
});
