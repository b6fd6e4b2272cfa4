import { criticalT, oneSidedP, Rng, twoSidedP } from '@engram/core';
import { describe, expect, it } from 'vitest';

// [t, ν, P(T ≤ t)] and [p, ν, quantile], by mpmath with 40 digits.
const probabilities = [
  [-0.5, 1, 0.35241638234956674],
  [2, 1, 0.8524163823495667],
  [12.7, 1, 0.9749878361553279],
  [0.01, 2.5, 0.5036180028210459],
  [-3.3, 3, 0.02286672531799935],
  [2.2, 7.45, 0.969281573131815],
  [-1.1, 30, 0.1400404590438199],
  [4.5, 30, 0.9999524032030395],
  [-8, 12.25, 1.6461093248498635e-6],
  [1.96, 120, 0.9738431617770862],
  [-1.96, 1000, 0.02513659247787436],
  [0.3, 100_000, 0.6179111104048312],
  [-2, 200_000, 0.02275080683686345],
  [4, 1_000_000, 0.9999683264829949],
  [-1.959963984540054, Infinity, 0.025],
];
const quantiles = [
  [0.975, 1, 12.706204736174694],
  [0.975, 2, 4.302652729749462],
  [0.995, 1.5, 17.820310514462797],
  [0.6, 4, 0.27072229470759734],
  [0.975, 6.1234, 2.435008377820492],
  [0.95, 14, 1.7613101357748915],
  [0.025, 30, -2.042272456301238],
  [0.9999, 9, 6.010132129081531],
  [0.975, 500, 1.9647198374673673],
  [0.999999, 3, 103.29946777942897],
  [0.975, Infinity, 1.959963984540054],
];

describe('Student’s t', () => {
  it.each(probabilities)('P(T ≤ %f) with %f degrees of freedom is right to 1e-9', (t, nu, expected) => {
    expect(Math.abs(oneSidedP(-t, nu) - expected)).toBeLessThan(1e-9);
    expect(Math.abs(oneSidedP(t, nu) - (1 - expected))).toBeLessThan(1e-9);
  });

  it.each(quantiles)('the %f quantile with %f degrees of freedom is right to 1e-9', (p, nu, expected) => {
    const critical = criticalT(Math.abs(2 * p - 1), nu);
    expect(Math.abs(critical / Math.abs(expected) - 1)).toBeLessThan(1e-9);
  });

  it('keeps quantile and distribution inverse to each other, in the far tails too', () => {
    const rng = Rng.fromSeed('t');
    for (let i = 0; i < 500; i++) {
      const confidence = 1 - 10 ** rng.uniformBetween(-8, -0.1);
      const nu = 10 ** rng.uniformBetween(0, 4);
      const tail = twoSidedP(criticalT(confidence, nu), nu);
      expect(Math.abs(tail / (1 - confidence) - 1)).toBeLessThan(1e-9);
    }
  });

  it('is symmetric, 1 at 0 and 0 at infinity', () => {
    expect(twoSidedP(0, 5)).toBe(1);
    expect(twoSidedP(Infinity, 5)).toBe(0);
    expect(twoSidedP(-2, 5)).toBe(twoSidedP(2, 5));
    expect(() => criticalT(1, 5)).toThrow(/confidence/);
    expect(() => twoSidedP(1, 0)).toThrow(/degrees of freedom/);
  });
});
