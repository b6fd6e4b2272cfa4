import { invariant } from '../errors.ts';
import type { BootstrapInterval } from './bootstrap.ts';
import { criticalT } from './student-t.ts';
import { mean } from './summary.ts';

/** One way in which a statistic could have come out otherwise: other encoders of a run, other datapoints. */
export interface JackknifeWay {
  /** Things, or blocks of things, that are left out one at a time; 2 or more. */
  readonly size: number;
  /** The statistic without one of them; null where nothing is left to compute it from. */
  without(index: number): number | null;
}

/**
 * Interval of a statistic over several ways of drawing, such as the groups of encoders of each run and blocks of datapoints. For
 * statistics that drawing with replacement distorts: a rank correlation of scores from few encoders falls when encoders are drawn
 * twice, and rises when datapoints are; leaving out does neither.
 *
 * SE² = Σ over ways of (n − 1)/n · Σ(θ₋ᵢ − θ̄)² (Efron & Tibshirani 1993, §11); the ways' variances are added, which counts their
 * interaction more than once and so errs on the safe side. The interval is estimate ± t′ · SE with t′ the ways' t quantiles at n − 1
 * degrees of freedom weighted by their variances (as `twoWayBootstrap`).
 *
 * @returns null where a way has fewer than two things, or nothing is left without one of them
 */
export function jackknifeInterval(
  estimate: number,
  ways: readonly JackknifeWay[],
  confidence = 0.95,
): BootstrapInterval | null {
  invariant(ways.length > 0, 'a jackknife needs a way in which something can be left out');
  const variances: number[] = [];
  const criticals: number[] = [];
  for (const { size, without } of ways) {
    if (size < 2) return null;
    const values: number[] = [];
    for (let i = 0; i < size; i++) {
      const value = without(i);
      if (value === null || Number.isNaN(value)) return null;
      values.push(value);
    }
    const centre = mean(values);
    const sum = values.reduce((total, value) => total + (value - centre) ** 2, 0);
    variances.push(((size - 1) / size) * sum);
    criticals.push(criticalT(confidence, size - 1));
  }
  const total = variances.reduce((a, b) => a + b, 0);
  const weighted = variances.reduce((sum, value, way) => sum + value * criticals[way]!, 0);
  const half = total === 0 ? 0 : weighted / Math.sqrt(total);
  return { estimate, standardError: Math.sqrt(total), low: estimate - half, high: estimate + half };
}
