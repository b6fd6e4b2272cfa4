import type { Rng } from '../rng.ts';
import { twoWayBootstrap } from '../statistics/bootstrap.ts';
import type { WeightedScores } from './weighted-scores.ts';

export interface MeanInterval {
  mean: number;
  /** Identifiable datapoints that it rests on. */
  count: number;
  standardError: number | null;
  low: number | null;
  high: number | null;
}

export interface MeanOptions {
  confidence?: number;
  draws?: number;
}

/** Positions of datapoints, and the sign with which their mean counts. */
interface Term {
  columns: Int32Array;
  sign: 1 | -1;
}

/**
 * Mean score of each subset of datapoints with an interval over encoders × datapoints (`twoWayBootstrap`).
 *
 * @param subsets positions of datapoints in the run; those that are not identifiable are left out
 * @returns null for a subset without an identifiable datapoint; low and high are null with fewer than two groups of
 *   encoders or two datapoints
 */
export function meanIntervals(
  scores: WeightedScores,
  subsets: readonly ArrayLike<number>[],
  rng: Rng,
  options: MeanOptions = {},
): (MeanInterval | null)[] {
  const column = columnOf(scores);
  return intervals(
    scores,
    subsets.map((subset) => [{ columns: column(subset), sign: 1 }]),
    rng,
    options,
  );
}

/** Difference of the mean scores of two subsets, a − b, with an interval made as in `meanIntervals`. */
export function contrastInterval(
  scores: WeightedScores,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  rng: Rng,
  options: MeanOptions = {},
): MeanInterval | null {
  const column = columnOf(scores);
  const terms: Term[] = [
    { columns: column(a), sign: 1 },
    { columns: column(b), sign: -1 },
  ];
  return intervals(scores, [terms], rng, options)[0];
}

function columnOf({ positions }: WeightedScores): (subset: ArrayLike<number>) => Int32Array {
  const columns = new Map<number, number>();
  positions.forEach((position, column) => columns.set(position, column));
  return (subset) =>
    Int32Array.from(
      Array.from(subset).flatMap((position) => {
        const column = columns.get(position);
        return column === undefined ? [] : [column];
      }),
    );
}

/** Groups on the thinner side of the scores, on average, rounded down. */
function meanThinnerSide({ thinnerSides }: WeightedScores, columns: Int32Array): number {
  let sum = 0;
  for (const column of columns) sum += thinnerSides[column];
  return columns.length === 0 ? 0 : Math.floor(sum / columns.length);
}

function intervals(
  scores: WeightedScores,
  combinations: readonly (readonly Term[])[],
  rng: Rng,
  { confidence, draws }: MeanOptions,
): (MeanInterval | null)[] {
  const n = scores.positions.length;
  const current = new Float64Array(n);
  const weighGroups = (weights: Float64Array): void => scores.into(weights, current);
  const weightedMean = (columns: Int32Array, weights: Float64Array): number => {
    let sum = 0;
    let total = 0;
    for (let c = 0; c < columns.length; c++) {
      const score = current[columns[c]];
      // A draw of groups may leave a datapoint without a side.
      if (Number.isNaN(score)) continue;
      const weight = weights[columns[c]];
      sum += weight * score;
      total += weight;
    }
    return sum / total;
  };
  const statistics = (weights: Float64Array, out: Float64Array): void =>
    combinations.forEach((terms, s) => {
      out[s] = 0;
      for (const { columns, sign } of terms) out[s] += sign * weightedMean(columns, weights);
    });
  // The smallest part decides: a difference varies as much as the worse known of its two means.
  const restsOn = combinations.map((terms) => ({
    groups: Math.min(...terms.map(({ columns }) => meanThinnerSide(scores, columns))),
    datapoints: Math.min(...terms.map(({ columns }) => columns.length)),
  }));
  const found = twoWayBootstrap({
    groups: scores.groups,
    datapoints: n,
    restsOn,
    weighGroups,
    statistics,
    rng,
    confidence,
    draws,
  });
  weighGroups(new Float64Array(scores.groups).fill(1));
  const means = new Float64Array(combinations.length);
  statistics(new Float64Array(n).fill(1), means);
  return combinations.map((terms, s) => {
    if (restsOn[s].datapoints === 0) return null;
    const { standardError = null, low = null, high = null } = found[s] ?? {};
    const count = terms.reduce((sum, { columns }) => sum + columns.length, 0);
    return { mean: means[s], count, standardError, low, high };
  });
}
