import type { AlignmentTable } from './estimate.ts';
import { weightedScores } from './estimate.ts';
import type { Rng } from './rng.ts';
import type { RankingQuality } from './score.ts';
import { drawWeights } from './statistics/bootstrap.ts';
import { spearman } from './statistics/rank-correlation.ts';
import { mean } from './statistics/summary.ts';

export interface Place {
  /** 1 = most memorized; ties go to the smaller position. */
  rank: number;
  /** Part of the ranked scores that are smaller or equal, 0–100. */
  percentile: number;
}

/** Places of the scores that exist; null stays null. */
export function rankScores(values: readonly (number | null)[]): (Place | null)[] {
  const order = values
    .map((value, position) => ({ value, position }))
    .filter((entry): entry is { value: number; position: number } => entry.value !== null)
    .sort((a, b) => b.value - a.value || a.position - b.position);
  const places = new Array<Place | null>(values.length).fill(null);
  let equalOrSmaller = order.length;
  order.forEach(({ value, position }, i) => {
    if (i > 0 && order[i - 1].value !== value) equalOrSmaller = order.length - i;
    places[position] = { rank: i + 1, percentile: (100 * equalOrSmaller) / order.length };
  });
  return places;
}

/** Weights of encoders from weights of groups. */
function spread(
  groups: readonly (readonly number[])[],
  encoders: number,
  ofGroups: ArrayLike<number>,
): Float64Array {
  const weights = new Float64Array(encoders);
  groups.forEach((group, i) => group.forEach((encoder) => (weights[encoder] += ofGroups[i])));
  return weights;
}

/**
 * P(in the top `fraction` of the ranking) of each datapoint, by bootstrap over groups of encoders (complementary halves and f/g pairs
 * are drawn together, so that both sides always exist).
 *
 * @returns [N]; null with fewer than two groups, or where no draw gave a score
 */
export function topFractions(
  table: AlignmentTable,
  groups: readonly (readonly number[])[],
  rng: Rng,
  { fraction = 0.05, draws = 1000 } = {},
): (number | null)[] {
  const count = table.alignments[0]?.length ?? 0;
  if (groups.length < 2) return new Array<null>(count).fill(null);
  const inTop = new Uint32Array(count);
  const scored = new Uint32Array(count);
  const present: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const weights = spread(groups, table.alignments.length, drawWeights(groups.length, rng));
    const scores = weightedScores(table, weights);
    present.length = 0;
    for (let n = 0; n < count; n++) if (!Number.isNaN(scores[n])) present.push(n);
    const sorted = Float64Array.from(present, (n) => scores[n]).sort();
    const threshold = sorted[sorted.length - Math.max(1, Math.round(fraction * sorted.length))];
    for (const n of present) {
      scored[n]++;
      if (scores[n] >= threshold) inTop[n]++;
    }
  }
  return Array.from(inTop, (times, n) => (scored[n] === 0 ? null : times / scored[n]));
}

export interface Reliability {
  /** Mean Spearman ρ between the scores from two disjoint halves of the encoders. */
  splitHalfSpearman: number | null;
  /** 2ρ/(1 + ρ): what Spearman (1910) and Brown (1910) foretell for all encoders together. */
  spearmanBrown: number | null;
}

/**
 * Reliability of the whole ranking: encoders are halved at random `halvings` times (groups stay together), both halves rank all
 * datapoints, and the Spearman correlations are averaged. Null with fewer than 4 encoders or 2 groups, and where no half can score.
 */
export function splitHalfReliability(
  table: AlignmentTable,
  groups: readonly (readonly number[])[],
  rng: Rng,
  halvings = 20,
): Reliability {
  const nothing = { splitHalfSpearman: null, spearmanBrown: null };
  const encoders = table.alignments.length;
  if (encoders < 4 || groups.length < 2) return nothing;
  const correlations: number[] = [];
  for (let halving = 0; halving < halvings; halving++) {
    const order = rng.permutation(groups.length);
    const half = new Float64Array(groups.length);
    for (const group of order.subarray(0, groups.length >> 1)) half[group] = 1;
    const a = weightedScores(table, spread(groups, encoders, half));
    const b = weightedScores(
      table,
      spread(
        groups,
        encoders,
        half.map((weight) => 1 - weight),
      ),
    );
    const both = Array.from(a.keys()).filter((n) => !Number.isNaN(a[n]) && !Number.isNaN(b[n]));
    const correlation = spearman(
      both.map((n) => a[n]),
      both.map((n) => b[n]),
    );
    if (correlation !== null) correlations.push(correlation);
  }
  if (correlations.length === 0) return nothing;
  const rho = mean(correlations);
  return { splitHalfSpearman: rho, spearmanBrown: rho <= -1 ? -1 : (2 * rho) / (1 + rho) };
}

/**
 * The reliability in a word: below .3 NOISE (its order would hardly repeat), below .5 WEAK, below .7 FAIR, from .7 GOOD.
 * .7 is the customary floor for comparing groups (Nunnally 1978); UNKNOWN when it could not be measured.
 */
export function rankingQuality(spearmanBrown: number | null): RankingQuality {
  if (spearmanBrown === null) return 'UNKNOWN';
  if (spearmanBrown < 0.3) return 'NOISE';
  if (spearmanBrown < 0.5) return 'WEAK';
  return spearmanBrown < 0.7 ? 'FAIR' : 'GOOD';
}

const words: Record<RankingQuality, string> = {
  NOISE:
    'This ranking is noise: with other encoders the order would be another. Do not read single datapoints off it.',
  WEAK: 'This ranking is weak: its ends may hold, its order will not. More encoders make it more reliable.',
  FAIR: 'This ranking is fair: groups of datapoints can be compared, single places less so.',
  GOOD: 'This ranking is good: other encoders would give nearly the same order.',
  UNKNOWN:
    'The reliability of this ranking is unknown: it takes at least 4 encoders, in two halves that can both score.',
};

export const rankingInWords = (quality: RankingQuality): string => words[quality];
