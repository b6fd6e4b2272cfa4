import { invariant } from '../errors.ts';
import { mean } from './summary.ts';

/**
 * Leave-one-out jackknife of a statistic (the mean when left out): its value on all n ≥ 2 values, and the standard error
 * √((n − 1)/n · Σ(θ₋ᵢ − θ̄)²) (Efron & Tibshirani 1993, §11).
 */
export function jackknife(
  values: readonly number[],
  statistic: (values: readonly number[]) => number = mean,
): { estimate: number; standardError: number } {
  const n = values.length;
  invariant(n >= 2, `a jackknife needs two values, not ${n}`);
  const leftOut = values.map((_, i) => statistic(values.filter((_unused, j) => j !== i)));
  const centre = mean(leftOut);
  const sum = leftOut.reduce((total, value) => total + (value - centre) ** 2, 0);
  return { estimate: statistic(values), standardError: Math.sqrt(((n - 1) / n) * sum) };
}
