/**
 * How many encoders a run needs for a stated standard error or reliability, from a finished run of the same kind (a pilot).
 *
 *     se(t′) = se(t) · √(t / t′)                 variance σ²in/(tp) + σ²out/(t(1 − p)) at fixed p (Feldman and Zhang 2020)
 *     r(t′)  = k r / (1 + (k − 1) r), k = t′/t   (Spearman 1910, Brown 1910)
 *
 * Both hold for encoders that are independent given the datapoints, at the design's own fractions. The formula of Spearman and Brown
 * is for the correlation of values; of ranks it holds nearly (docs/estimators.md has by how much it missed).
 */
import { DomainError } from '../errors.ts';
import { degreesOfFreedomOf } from '../statistics/interval-degrees.ts';

/** What is aimed at. */
export type PrecisionTarget =
  { kind: 'standard-error'; value: number } | { kind: 'reliability'; value: number };

/** What a finished run says of the precision of its scores. */
export interface Pilot {
  encoders: number;
  /** Median over the datapoints; null without intervals. */
  medianStandardError: number | null;
  /** Median over the datapoints of the half-width of the interval in standard errors; null without intervals. */
  medianHalfWidth: number | null;
  confidence: number;
  /** Reliability of the ranking from all encoders; null when it is unknown. */
  spearmanBrown: number | null;
}

/**
 * Median standard error without what few encoders do to it: the median of √(χ²ν/ν) is (1 − 2/(9ν))^1.5 (Wilson and Hilferty
 * 1931), so that the median of estimates lies below the spread itself; 5 % at ν = 6, 2 % at ν = 14.
 */
export function correctedStandardError(pilot: Pilot): number | null {
  const { medianStandardError, medianHalfWidth, confidence } = pilot;
  if (medianStandardError === null || medianHalfWidth === null) return null;
  const nu = degreesOfFreedomOf(medianHalfWidth, confidence);
  return nu === null ? medianStandardError : medianStandardError / (1 - 2 / (9 * nu)) ** 1.5;
}

/**
 * By which factor the encoders of the pilot must be multiplied to meet the target: below 1 where it is met already.
 * @throws DomainError INVALID_ARGUMENT for a target that no number of encoders meets, or that the pilot says nothing of
 */
export function growthNeeded(target: PrecisionTarget, pilot: Pilot): number {
  if (target.kind === 'standard-error') {
    assertTarget(
      target.value > 0 && target.value < Infinity,
      'A standard error to aim at lies above 0, such as 0.01.',
    );
    const now = correctedStandardError(pilot);
    if (now === null)
      throw new DomainError(
        'INVALID_ARGUMENT',
        'This run has no standard errors to go by: that takes two encoders with a datapoint and two without. Plan from a run with more encoders.',
      );
    return (now / target.value) ** 2;
  }
  assertTarget(
    target.value > 0 && target.value < 1,
    'A reliability to aim at lies between 0 and 1, such as 0.8.',
  );
  const r = pilot.spearmanBrown;
  if (r === null)
    throw new DomainError(
      'INVALID_ARGUMENT',
      'The reliability of this run’s ranking is unknown: it takes at least 4 encoders, in two halves that can both score 10 datapoints. Plan from a run with more encoders.',
    );
  if (r <= 0)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The ranking of this run is noise (reliability ${r.toFixed(2)}), so that it cannot tell how many encoders would make it reliable. Plan from a run with more encoders.`,
    );
  return r >= 1 ? 0 : (target.value * (1 - r)) / (r * (1 - target.value));
}

/** Precision that is predicted for `growth` times the encoders of the pilot; null where the pilot says nothing of it. */
export function predictedPrecision(
  pilot: Pilot,
  growth: number,
): { standardError: number | null; reliability: number | null } {
  const error = correctedStandardError(pilot);
  const r = pilot.spearmanBrown;
  return {
    standardError: error === null ? null : error / Math.sqrt(growth),
    reliability: r === null || r <= 0 ? null : (growth * r) / (1 + (growth - 1) * r),
  };
}

function assertTarget(holds: boolean, message: string): void {
  if (!holds) throw new DomainError('INVALID_ARGUMENT', message);
}
