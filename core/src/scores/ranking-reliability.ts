import type { Rng } from '../rng.ts';
import type { RankingQuality } from './score.ts';
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
  const half = Math.floor(scores.groups / 2);
  const n = scores.positions.length;
  const [a, b] = [new Float64Array(n), new Float64Array(n)];
  const weights = new Float64Array(scores.groups);
  const correlations: number[] = [];
  for (let halving = 0; halving < halvings; halving++) {
    const order = rng.permutation(scores.groups);
    for (const [part, out] of [
      [order.subarray(0, half), a],
      [order.subarray(half, 2 * half), b],
    ] as const) {
      weights.fill(0);
      for (const group of part) weights[group] = 1;
      scores.into(weights, out);
    }
    const both = Array.from(a.keys()).filter((i) => !Number.isNaN(a[i]) && !Number.isNaN(b[i]));
    if (both.length < leastShared) continue;
    const correlation = spearman(
      Float64Array.from(both, (i) => a[i]),
      Float64Array.from(both, (i) => b[i]),
    );
    if (correlation !== null) correlations.push(correlation);
  }
  if (correlations.length === 0) return nothing;
  const splitHalfSpearman = mean(correlations);
  return { splitHalfSpearman, spearmanBrown: spearmanBrown(splitHalfSpearman, scores.groups / half) };
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
