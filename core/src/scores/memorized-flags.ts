/**
 * Which datapoints are memorized, at a stated false discovery rate.
 *
 *     H₀: m(x) ≤ 0      p = P(T ≥ m / SE), T of Student with the ν of the interval
 *     fdr(x) = min over p′ ≥ p of N p′ / #{tests with p ≤ p′}      (Benjamini and Hochberg 1995, adjusted p-values)
 *
 * Calling all datapoints with fdr ≤ r memorized holds the expected part of false ones among them at r, if the tests are
 * independent or positively dependent (Benjamini and Yekutieli 2001). Everything is computed from what is stored of a score, so
 * that a reader of an export can compute it again. From 0 to 1; O(N log N).
 */
import { benjaminiHochberg } from '../statistics/fdr.ts';
import { degreesOfFreedomOf } from '../statistics/interval-degrees.ts';
import { oneSidedP } from '../statistics/student-t.ts';
import type { ScoreEstimate } from './score.ts';

/** What the test of a score reads. */
export type IntervalScore = Pick<ScoreEstimate, 'value' | 'standardError' | 'low' | 'high' | 'nIn' | 'nOut'>;

/** The rate that pages and commands state unless another is asked for. */
export const defaultFdr = 0.05;

/**
 * p-value of the null that m(x) is 0 or less; null without an interval over encoders.
 *
 * Where neither side varies at all, Student's t would be certain of any difference. The test then is by relabelling encoders:
 * such a clean split happens by chance with probability 2^−min(nIn, nOut) at most.
 * @param confidence of the interval, such as 0.95
 */
export function memorizationP(
  { value, standardError, low, high, nIn, nOut }: IntervalScore,
  confidence: number,
): number | null {
  if (value === null || standardError === null || low === null || high === null) return null;
  if (standardError === 0) return value > 0 ? 2 ** -Math.min(nIn, nOut) : 1;
  const nu = degreesOfFreedomOf((high - low) / 2 / standardError, confidence);
  return nu === null ? null : oneSidedP(value / standardError, nu);
}

/**
 * For each score the smallest false discovery rate at which it counts as memorized; null where it cannot be tested. The datapoints
 * that can are those that the rate refers to.
 * @param scores [N]
 */
export function falseDiscoveryRates(scores: readonly IntervalScore[], confidence: number): (number | null)[] {
  const pValues = scores.map((score) => memorizationP(score, confidence));
  const adjusted = benjaminiHochberg(pValues.filter((p) => p !== null));
  let tested = 0;
  return pValues.map((p) => (p === null ? null : adjusted[tested++]!));
}
