import { expect } from 'vitest';

/** Within `tolerance` of the expected value, relative to it where it is larger than 1. */
export function isClose(actual: number | null | undefined, expected: number, tolerance = 1e-6): boolean {
  return (
    typeof actual === 'number' && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected))
  );
}

export function expectClose(actual: number | null | undefined, expected: number, tolerance = 1e-6): void {
  expect(isClose(actual, expected, tolerance), `${actual} is not ${expected} to ${tolerance}`).toBe(true);
}

/**
 * Every value within `tolerance` of the one expected, relative to it and to a hundredth of the largest: in float32 a small value
 * carries the rounding of the large ones that it was summed from.
 */
export function expectAllClose(
  actual: readonly number[],
  expected: readonly number[],
  tolerance: number,
): void {
  expect(actual.length).toBe(expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const wrong = actual.flatMap((value, at) => {
    const wanted = expected[at]!;
    const allowed = tolerance * (Math.abs(wanted) + 0.01 * largest) + 1e-7;
    return Math.abs(value - wanted) <= allowed ? [] : [`at ${at}: ${value}, not ${wanted}`];
  });
  expect(wrong).toEqual([]);
}
