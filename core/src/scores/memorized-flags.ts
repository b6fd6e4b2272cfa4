/**
 * Which datapoints are memorized, at a stated false discovery rate.
 *
 *     H₀: m(x) ≤ 0      p = P(T ≥ m / SE), T of Student with the ν of the interval
 *                       of a measure that is 1 or 0: Fisher's exact test of the two proportions
 *     fdr(x) = min over p′ ≥ p of N p′ / #{tests with p ≤ p′}      (Benjamini and Hochberg 1995, adjusted p-values)
 *
 * Calling all datapoints with fdr ≤ r memorized holds the expected part of false ones among them at r, if the tests are
 * independent or positively dependent (Benjamini and Yekutieli 2001). Everything is computed from what is stored of a score, so
 * that a reader of an export can compute it again. From 0 to 1; O(N log N).
 */
import { benjaminiHochberg } from '../statistics/testing/fdr.ts';
import { fisherExact } from '../statistics/testing/fisher-exact.ts';
import { degreesOfFreedomOf } from '../statistics/interval-degrees.ts';
import { oneSidedP } from '../statistics/student-t.ts';
import type { ScoreEstimate } from './score.ts';

/** What the test of a score reads. */
export type IntervalScore = Pick<
  ScoreEstimate,
  'value' | 'alignmentIn' | 'alignmentOut' | 'standardError' | 'low' | 'high' | 'nIn' | 'nOut'
>;

export interface FlagOptions {
  /** Of the intervals, such as 0.95. */
  readonly confidence: number;
  /** Whether the measure gives 1 or 0, 1 meaning memorized. */
  readonly isBinary?: boolean;
}

/** The rate that pages and commands state unless another is asked for. */
export const defaultFdr = 0.05;

const isProportion = (value: number | null): value is number => value !== null && value >= 0 && value <= 1;

/** The proportions of a binary measure, as the counts that they are of; null for numbers that are none, as a store from elsewhere may hold. */
function fisherP({ alignmentIn, alignmentOut, nIn, nOut }: IntervalScore): number | null {
  if (!isProportion(alignmentIn) || !isProportion(alignmentOut)) return null;
  return fisherExact(
    { successes: Math.round(alignmentIn * nIn), trials: nIn },
    { successes: Math.round(alignmentOut * nOut), trials: nOut },
  );
}

/**
 * p-value of the null that m(x) is 0 or less; null without an interval over encoders.
 *
 * Where no encoder varies from its side at all, Student's t would be certain of any difference: of a binary measure, whose encoders often
 * agree, also of a difference that two encoders of each side make. Proportions are therefore tested as such. A side of other values that
 * are all the same comes by chance, each pair of encoders being as likely the other way round, with probability 2^−min(nIn, nOut) at most.
 */
export function memorizationP(score: IntervalScore, { confidence, isBinary }: FlagOptions): number | null {
  const { value, standardError, low, high, nIn, nOut } = score;
  if (value === null || standardError === null || low === null || high === null) return null;
  if (isBinary) return fisherP(score);
  if (standardError === 0) return value > 0 ? 2 ** -Math.min(nIn, nOut) : 1;
  const nu = degreesOfFreedomOf((high - low) / 2 / standardError, confidence);
  return nu === null ? null : oneSidedP(value / standardError, nu);
}

/**
 * For each score the smallest false discovery rate at which it counts as memorized; null where it cannot be tested. The datapoints
 * that can are those that the rate refers to.
 * @param scores [N]
 */
export function falseDiscoveryRates(
  scores: readonly IntervalScore[],
  options: FlagOptions,
): (number | null)[] {
  const pValues = scores.map((score) => memorizationP(score, options));
  const adjusted = benjaminiHochberg(pValues.filter((p) => p !== null));
  let tested = 0;
  return pValues.map((p) => (p === null ? null : adjusted[tested++]!));
}
