import { mean } from './summary.ts';

/** Leave-one-out jackknife of a statistic: its value on all n ≥ 2 values, and √((n − 1)/n · Σ(θ₋ᵢ − θ̄)²). */
export function jackknife(
  values: readonly number[],
  statistic: (values: readonly number[]) => number,
): { estimate: number; standardError: number } {
  const n = values.length;
  const leftOut = values.map((_, i) => statistic(values.filter((__, j) => j !== i)));
  const centre = mean(leftOut);
  const sum = leftOut.reduce((total, value) => total + (value - centre) ** 2, 0);
  return { estimate: statistic(values), standardError: Math.sqrt(((n - 1) / n) * sum) };
}
