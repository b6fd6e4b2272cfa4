import { invariant } from '../errors.ts';
import type { Rng } from '../rng.ts';
import { variance } from './summary.ts';
import { tInterval } from './t-interval.ts';
import type { TInterval } from './t-interval.ts';

/** How often each of n things is drawn in n draws with replacement, [n]. */
export function drawWeights(rng: Rng, weights: Float64Array): Float64Array {
  weights.fill(0);
  for (let i = 0; i < weights.length; i++) weights[rng.integer(weights.length)]++;
  return weights;
}

export interface TwoWayOptions {
  /** G groups of encoders, resampled as wholes. */
  groups: number;
  /** n datapoints, resampled all together. */
  datapoints: number;
  /** How many datapoints each of the S statistics rests on, [S]. */
  datapointCounts: readonly number[];
  /** Takes the weights of the groups [G] for the calls of `statistics` that follow. */
  weighGroups(groupWeights: Float64Array): void;
  /** Writes the S statistics under weights of the datapoints [n] into `out` [S]; NaN where nothing is left to average. */
  statistics(datapointWeights: Float64Array, out: Float64Array): void;
  rng: Rng;
  confidence?: number;
  draws?: number;
}

/**
 * Two-way bootstrap interval over encoders × datapoints, for aggregates of scores: class means, contrasts, overlaps.
 *
 * Each way is resampled in turn with the other held still, and their variances are added. That sum is the variance of a
 * two-way mean plus one extra share of the residual, so it errs on the safe side, though less than resampling both at once,
 * which counts the residual three times (Owen 2007, "The pigeonhole bootstrap", Ann. Appl. Stat. 1(2), eq. 11).
 *
 * A percentile interval from few encoders is too narrow (at 4 groups it covers some 80 % for 95 %): a bootstrap variance of
 * n things is (n − 1)/n of the true one, and its normal-like tails ignore that the variance itself is estimated. So each
 * variance is stretched by n/(n − 1), and the interval is estimate ± t(ν) · SE (both corrections: Hesterberg 2015, "What
 * Teachers Should Know About the Bootstrap", Am. Stat. 69(4), §3.2 and §4.3), ν = (ΣV)²/Σ(V²/(n − 1)) by Satterthwaite (1946).
 *
 * @returns [S]; null with fewer than two groups or two datapoints, where there is nothing to resample
 */
export function twoWayBootstrap(options: TwoWayOptions): (TInterval | null)[] {
  const { groups, datapoints, datapointCounts: counts, rng, confidence = 0.95, draws = 1000 } = options;
  invariant(draws >= 2, `a bootstrap needs draws, not ${draws}`);
  if (groups < 2) return counts.map(() => null);
  const allGroups = new Float64Array(groups).fill(1);
  const allDatapoints = new Float64Array(datapoints).fill(1);
  const out = new Float64Array(counts.length);
  const collect = (draw: () => Float64Array): number[][] => {
    const replicates = counts.map(() => [] as number[]);
    for (let i = 0; i < draws; i++) {
      options.statistics(draw(), out);
      out.forEach((value, s) => Number.isNaN(value) || replicates[s].push(value));
    }
    return replicates;
  };

  const groupRng = rng.split('groups');
  const drawnGroups = new Float64Array(groups);
  const overGroups = collect(() => {
    options.weighGroups(drawWeights(groupRng, drawnGroups));
    return allDatapoints;
  });
  options.weighGroups(allGroups);
  const datapointRng = rng.split('datapoints');
  const drawnDatapoints = new Float64Array(datapoints);
  const overDatapoints = collect(() => drawWeights(datapointRng, drawnDatapoints));
  options.statistics(allDatapoints, out);

  return counts.map((count, s) => {
    if (count < 2 || overGroups[s].length < 2 || overDatapoints[s].length < 2) return null;
    const ways = [stretched(overGroups[s], groups), stretched(overDatapoints[s], count)];
    const total = ways[0] + ways[1];
    const freedom =
      total === 0
        ? groups - 1
        : 1 / ((ways[0] / total) ** 2 / (groups - 1) + (ways[1] / total) ** 2 / (count - 1));
    return tInterval(out[s], Math.sqrt(total), freedom, confidence);
  });
}

/** Bootstrap variance of n things, made unbiased for a mean. */
const stretched = (replicates: readonly number[], n: number): number => (variance(replicates) * n) / (n - 1);
