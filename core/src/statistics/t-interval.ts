import { mean, variance } from './summary.ts';
import { criticalT, twoSidedP } from './student-t.ts';

export interface TInterval {
  difference: number;
  standardError: number;
  degreesOfFreedom: number;
  low: number;
  high: number;
  /** difference / standardError; ±Infinity or NaN when the standard error is 0. */
  t: number;
  pValue: number;
}

function interval(
  difference: number,
  standardError: number,
  degreesOfFreedom: number,
  confidence: number,
): TInterval {
  const t = difference / standardError;
  const half = standardError === 0 ? 0 : criticalT(confidence, degreesOfFreedom) * standardError;
  return {
    difference,
    standardError,
    degreesOfFreedom,
    low: difference - half,
    high: difference + half,
    t,
    pValue: standardError === 0 ? (difference === 0 ? 1 : 0) : twoSidedP(t, degreesOfFreedom),
  };
}

/** Welch's interval for mean(a) − mean(b), unequal variances, at least two values a side (Welch 1947). */
export function welch(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): TInterval {
  const va = variance(a) / a.length;
  const vb = variance(b) / b.length;
  const freedom = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1));
  return interval(
    mean(a) - mean(b),
    Math.sqrt(va + vb),
    va + vb === 0 ? a.length + b.length - 2 : freedom,
    confidence,
  );
}

/** Student's interval for the mean of a − b over pairs, at least two pairs. */
export function pairedT(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): TInterval {
  const differences = Float64Array.from(a, (value, i) => value - b[i]);
  const n = differences.length;
  return interval(mean(differences), Math.sqrt(variance(differences) / n), n - 1, confidence);
}
