import { twoWayBootstrap } from '../statistics/bootstrap.ts';
import { averageRanks } from '../statistics/rank-correlation.ts';
import type { Rng } from '../rng.ts';
import type { WeightedScores } from './weighted-scores.ts';

export interface ScoreCorrelation {
  /** Datapoints with both scores. */
  count: number;
  /** Spearman's ρ; null when one side does not vary. */
  spearman: number | null;
  /** Over encoders × datapoints; null when it cannot be computed. */
  low: number | null;
  high: number | null;
}

/**
 * Spearman correlation of two scores of the same encoders and datapoints, with a two-way bootstrap interval (`twoWayBootstrap`): encoders are resampled for
 * both scores together, since both were read off the same ones. A draw of datapoints weighs their ranks among all. O(draws · (t · n + n log n)).
 *
 * @returns no interval where the two are made of different groups of encoders
 */
export function scoreCorrelation(
  a: WeightedScores,
  b: WeightedScores,
  rng: Rng,
  options: { confidence?: number; draws?: number } = {},
): ScoreCorrelation {
  const placeInB = new Map(Array.from(b.positions, (position, place) => [position, place]));
  const common = Array.from(a.positions.keys()).filter((place) => placeInB.has(a.positions[place]!));
  const both = common.map((place) => [place, placeInB.get(a.positions[place]!)!] as const);
  const count = both.length;
  const [valuesA, valuesB] = [new Float64Array(a.positions.length), new Float64Array(b.positions.length)];
  let usable: readonly number[] = [];
  let ranks: readonly Float64Array[] = [];
  const rank = (): void => {
    // A draw of encoders may leave a datapoint without a side.
    const finite = both.map(([i, j]) => Number.isFinite(valuesA[i]) && Number.isFinite(valuesB[j]));
    usable = both.flatMap((_, x) => (finite[x] ? [x] : []));
    ranks = [
      averageRanks(usable.map((x) => valuesA[both[x]![0]]!)),
      averageRanks(usable.map((x) => valuesB[both[x]![1]]!)),
    ];
  };
  const rankUnder = (weightsA: Float64Array, weightsB: Float64Array): void => {
    a.into(weightsA, valuesA);
    b.into(weightsB, valuesB);
    rank();
  };
  const ones = (n: number): Float64Array => new Float64Array(n).fill(1);
  rankUnder(ones(a.groups), ones(b.groups));
  const spearman = weightedPearson(ranks[0]!, ranks[1]!, usable, ones(count));
  if (spearman === null || a.groups !== b.groups) return { count, spearman, low: null, high: null };
  const thinnest = both.reduce((sum, [i, j]) => sum + Math.min(a.thinnerSides[i]!, b.thinnerSides[j]!), 0);
  const [interval] = twoWayBootstrap({
    groups: a.groups,
    datapoints: count,
    restsOn: [{ groups: Math.floor(thinnest / count), datapoints: count }],
    weighGroups: (weights) => rankUnder(weights, weights),
    statistics: (weights, out) => {
      out[0] = weightedPearson(ranks[0]!, ranks[1]!, usable, weights) ?? NaN;
    },
    rng,
    ...options,
  });
  const clamp = (value: number): number => Math.max(-1, Math.min(1, value));
  return {
    count,
    spearman,
    low: interval ? clamp(interval.low) : null,
    high: interval ? clamp(interval.high) : null,
  };
}

/** Pearson's correlation of values whose place x counts `weights[x]` times; null when a side does not vary. */
function weightedPearson(
  a: Float64Array,
  b: Float64Array,
  places: readonly number[],
  weights: Float64Array,
): number | null {
  let [total, sumA, sumB] = [0, 0, 0];
  places.forEach((x, i) => {
    total += weights[x]!;
    sumA += weights[x]! * a[i]!;
    sumB += weights[x]! * b[i]!;
  });
  const [meanA, meanB] = [sumA / total, sumB / total];
  let [ab, aa, bb] = [0, 0, 0];
  places.forEach((x, i) => {
    const [da, db] = [a[i]! - meanA, b[i]! - meanB];
    ab += weights[x]! * da * db;
    aa += weights[x]! * da * da;
    bb += weights[x]! * db * db;
  });
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : null;
}
