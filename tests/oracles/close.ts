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
