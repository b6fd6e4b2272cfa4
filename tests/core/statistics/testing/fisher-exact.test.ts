import { fisherExact } from '@engram/core';
import { expect, it } from 'vitest';

/** All ways to choose which of the trials are on the first side, with the successes first. */
function byRelabelling(a: number, n1: number, b: number, n2: number): number {
  let [all, asMany] = [0, 0];
  for (let chosen = 0; chosen < 2 ** (n1 + n2); chosen++) {
    const bits = Array.from({ length: n1 + n2 }, (_, trial) => (chosen >> trial) & 1);
    if (bits.reduce((sum, bit) => sum + bit, 0) !== n1) continue;
    all++;
    if (bits.slice(0, a + b).reduce((sum, bit) => sum + bit, 0) >= a) asMany++;
  }
  return asMany / all;
}

const pOf = (a: number, n1: number, b: number, n2: number): number =>
  fisherExact({ successes: a, trials: n1 }, { successes: b, trials: n2 });

it('is the share of relabellings with as many successes on the first side, for every table of up to 5 and 4', () => {
  for (const [n1, n2] of [[5, 4], [4, 5], [3, 3], [1, 4], [2, 0]] as const)
    for (let a = 0; a <= n1; a++)
      for (let b = 0; b <= n2; b++) expect(pOf(a, n1, b, n2)).toBeCloseTo(byRelabelling(a, n1, b, n2), 12);
}); // prettier-ignore

it('is what Fisher found for the lady who tasted tea', () => {
  expect(pOf(3, 4, 1, 4)).toBeCloseTo(17 / 70, 14);
  expect(pOf(4, 4, 0, 4)).toBeCloseTo(1 / 70, 14);
});

it('stays a number for thousands of encoders', () => {
  expect(pOf(2048, 2048, 2048, 2048)).toBe(1);
  expect(pOf(0, 2048, 0, 2048)).toBe(1);
  expect(pOf(1024, 2048, 1024, 2048)).toBeGreaterThan(0.5);
  expect(pOf(1024, 2048, 1024, 2048)).toBeLessThan(0.53);
  expect(pOf(1100, 2048, 1000, 2048)).toBeCloseTo(0.000_983_104_268, 12);
  expect(pOf(2048, 2048, 0, 2048)).toBe(0);
});

it('refuses what is no count', () => {
  for (const [a, n1] of [[-1, 3], [4, 3], [0.5, 3], [NaN, 3]] as const)
    expect(() => pOf(a, n1, 0, 3)).toThrow(/successes of/u);
}); // prettier-ignore
