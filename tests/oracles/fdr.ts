import { oneSidedP, type TestedEstimate } from '@engram/core';

/** One-sided p-values of the null m(x) ≤ 0 from the test itself, not from its stored interval. */
export const oneSidedPs = (estimates: readonly TestedEstimate[]): (number | null)[] =>
  estimates.map(({ value, standardError, degreesOfFreedom }) =>
    standardError === null || degreesOfFreedom === null
      ? null
      : oneSidedP(value! / standardError, degreesOfFreedom),
  );

/** Benjamini and Hochberg’s step-up at the rate q as the paper has it: the largest k with P(k) ≤ q k / N, then P(1) … P(k). */
export function stepUp(pValues: readonly (number | null)[], q: number): boolean[] {
  const sorted = pValues.filter((p) => p !== null).sort((a, b) => a - b);
  let bound = -1;
  sorted.forEach((p, at) => {
    if (p <= (q * (at + 1)) / sorted.length) bound = p;
  });
  return pValues.map((p) => p !== null && p <= bound);
}
