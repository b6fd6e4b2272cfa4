import type { Rng } from '../rng.ts';
import type { RankingQuality } from './score.ts';
import { jackknifeInterval } from '../statistics/jackknife-interval.ts';
import { spearman } from '../statistics/rank-correlation.ts';
import { spearmanBrown } from '../statistics/reliability.ts';
import { mean } from '../statistics/summary.ts';
import type { WeightedScores } from './weighted-scores.ts';

export interface Reliability {
  /** Mean Spearman ρ between the scores from two disjoint halves of the encoders. */
  splitHalfSpearman: number | null;
  /** What Spearman and Brown predict for all encoders together: 2ρ/(1 + ρ), a little more when one had to sit out. */
  spearmanBrown: number | null;
}

/** Over fewer datapoints a rank correlation is mostly chance: of 4, one order in 24 is perfect. */
const leastShared = 10;
/** Blocks that the datapoints are cut into; each is left out once. */
const mostBlocks = 20;

/**
 * Reliability of the whole ranking: the groups of encoders are halved at random `halvings` times (with an odd number one
 * sits out), both halves score all datapoints, and the Spearman correlations of their scores are averaged.
 * null with fewer than 4 encoders (2 groups of two), and where the halves cannot both score at least 10 datapoints.
 */
export function splitHalfReliability(
  scores: WeightedScores,
  encoders: number,
  rng: Rng,
  halvings = 20,
): Reliability {
  const nothing = { splitHalfSpearman: null, spearmanBrown: null };
  if (encoders < 4 || scores.groups < 2) return nothing;
  const splitHalfSpearman = meanCorrelation(scores, drawHalves(scores.groups, rng, halvings));
  return splitHalfSpearman === null
    ? nothing
    : { splitHalfSpearman, spearmanBrown: ofAll(scores.groups, splitHalfSpearman) };
}

/**
 * Interval of a run's reliability over the groups of encoders and 20 blocks of the datapoints, each left out once from the same halves (`jackknifeInterval`); between
 * −1 and 1. Cost: H (G + 20) correlations of N datapoints, H = 40,000 / N halvings, 4 at least and 20 at most: of many datapoints each halving says more, and
 * whoever computes it can do nothing else meanwhile.
 * @param reliability `spearmanBrown` of the run
 * @returns null with fewer than 4 groups: without one, a half would have none
 */
export function reliabilityInterval(
  scores: WeightedScores,
  reliability: number,
  rng: Rng,
  confidence = 0.95,
): { low: number; high: number } | null {
  const { groups, positions } = scores;
  if (groups < 4) return null;
  const halvings = Math.min(20, Math.max(4, Math.round(40_000 / positions.length)));
  const halves = drawHalves(groups, rng.split('halves'), halvings);
  const blocks = Math.min(mostBlocks, positions.length);
  const blockOf = new Int32Array(positions.length);
  rng
    .split('blocks')
    .permutation(positions.length)
    .forEach((column, i) => (blockOf[column] = i % blocks));
  const without = (group: number, block: number): number | null => {
    const rho = meanCorrelation(scores, halves, { group, isIn: (column) => blockOf[column] !== block });
    return rho === null ? null : ofAll(groups, rho);
  };
  const ways = [
    { size: groups, without: (group: number) => without(group, -1) },
    { size: blocks, without: (block: number) => without(-1, block) },
  ];
  const found = jackknifeInterval(reliability, ways, confidence);
  return found && { low: Math.max(-1, found.low), high: Math.min(1, found.high) };
}

/** Groups of each half. */
type Halves = readonly [Int32Array, Int32Array];

function drawHalves(groups: number, rng: Rng, halvings: number): Halves[] {
  const half = Math.floor(groups / 2);
  return Array.from({ length: halvings }, () => {
    const order = rng.permutation(groups);
    return [order.subarray(0, half), order.subarray(half, 2 * half)];
  });
}

const ofAll = (groups: number, correlation: number): number | null =>
  spearmanBrown(correlation, groups / Math.floor(groups / 2));

/** Mean correlation of the halves; without a group, and of the columns that are in alone, where that is asked. */
function meanCorrelation(
  scores: WeightedScores,
  all: readonly Halves[],
  o: { group?: number; isIn?: (column: number) => boolean } = {},
): number | null {
  const n = scores.positions.length;
  const [a, b] = [new Float64Array(n), new Float64Array(n)];
  const weights = new Float64Array(scores.groups);
  const correlations: number[] = [];
  for (const halves of all) {
    for (const [half, out] of [
      [halves[0], a],
      [halves[1], b],
    ] as const) {
      weights.fill(0);
      for (const group of half) weights[group] = group === o.group ? 0 : 1;
      scores.into(weights, out);
    }
    const both = Array.from(a.keys()).filter(
      (i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]) && (o.isIn?.(i) ?? true),
    );
    if (both.length < leastShared) continue;
    const correlation = spearman(
      Float64Array.from(both, (i) => a[i]),
      Float64Array.from(both, (i) => b[i]),
    );
    if (correlation !== null) correlations.push(correlation);
  }
  return correlations.length === 0 ? null : mean(correlations);
}

/**
 * The reliability in a word. It is the squared correlation of the ranking with the one that endlessly many encoders would
 * give: below .3 NOISE (most of the order is chance), below .5 WEAK (still more chance than signal), below .7 FAIR, from .7
 * GOOD (the customary floor for comparing groups; Nunnally 1978). UNKNOWN when it could not be measured.
 */
export function rankingQuality(reliability: number | null): RankingQuality {
  if (reliability === null || Number.isNaN(reliability)) return 'UNKNOWN';
  if (reliability < 0.3) return 'NOISE';
  if (reliability < 0.5) return 'WEAK';
  return reliability < 0.7 ? 'FAIR' : 'GOOD';
}

const messages: Record<RankingQuality, string> = {
  NOISE:
    'This ranking is noise: with other encoders the order would be another. Do not read single datapoints off it.',
  WEAK: 'This ranking is weak: its ends may hold, its order will not. More encoders make it more reliable.',
  FAIR: 'This ranking is fair: groups of datapoints can be compared, single places less so.',
  GOOD: 'This ranking is good: other encoders would give much the same order.',
  UNKNOWN:
    'The reliability of this ranking is unknown: it takes at least 4 encoders, in two halves that can both score 10 datapoints.',
};

export const rankingMessage = (quality: RankingQuality): string => messages[quality];
