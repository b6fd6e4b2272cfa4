import { invariant } from '../errors.ts';
import { mean, variance } from './summary.ts';
import { tInterval } from './t-interval.ts';
import type { TInterval } from './t-interval.ts';

/** Student's interval for the mean of a − b over pairs, n − 1 degrees of freedom; at least two pairs. */
export function pairedT(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): TInterval {
  invariant(
    a.length === b.length && a.length >= 2,
    `a paired t needs two pairs, not ${a.length} and ${b.length}`,
  );
  const differences = Float64Array.from(a, (value, i) => value - b[i]);
  const n = differences.length;
  return tInterval(mean(differences), Math.sqrt(variance(differences) / n), n - 1, confidence);
}
