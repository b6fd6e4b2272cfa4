import { invariant } from '../errors.ts';
import { mean, variance } from './summary.ts';
import { tInterval } from './t-interval.ts';
import type { TInterval } from './t-interval.ts';

/**
 * Welch's interval for mean(a) − mean(b) with unequal variances (Welch 1947), ν by Satterthwaite; at least two values a side.
 * When neither side varies the interval has no width.
 */
export function welch(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): TInterval {
  invariant(a.length >= 2 && b.length >= 2, `Welch needs two values a side, not ${a.length} and ${b.length}`);
  const ofA = variance(a) / a.length;
  const ofB = variance(b) / b.length;
  const both = ofA + ofB;
  // Ratios, because the squares of tiny variances would underflow.
  const degreesOfFreedom =
    both === 0
      ? a.length + b.length - 2
      : 1 / ((ofA / both) ** 2 / (a.length - 1) + (ofB / both) ** 2 / (b.length - 1));
  return tInterval(mean(a) - mean(b), Math.sqrt(both), degreesOfFreedom, confidence);
}
