import type { AlignmentTable } from './estimate.ts';
import { estimateScores, relativeScore, weightedScores } from './estimate.ts';
import { encoderGroups } from './encoder-groups.ts';
import { rankingQuality, rankScores, splitHalfReliability, topFractions } from './ranking.ts';
import type { Rng } from './rng.ts';
import type { RunSummary, ScoreRow } from './score.ts';
import type { SplitPlan } from './splits.ts';
import { drawWeights, smallSampleStretch } from './statistics/bootstrap.ts';
import { criticalT } from './statistics/student-t.ts';
import { mean, median, variance } from './statistics/summary.ts';

export interface ClassSummaryRow {
  class: number;
  /** Identifiable scores of the class. */
  count: number;
  mean: number | null;
  low: number | null;
  high: number | null;
}

export interface MeanInterval {
  mean: number;
  low: number | null;
  high: number | null;
}

/**
 * Mean score of each subset of datapoints with an interval over encoders × datapoints.
 *
 * Two-way bootstrap (Owen & Eckles 2012, "Bootstrapping data arrays of arbitrary order"): each draw resamples groups of encoders and
 * datapoints independently. With few encoders the draws vary too little and the normal quantile is too small, so the interval is
 * mean ± t(G − 1) · SE with the bootstrap's standard error stretched by √(G/(G − 1)), G the number of groups. Null when G < 2.
 *
 * @param subsets positions of datapoints; those without a score are left out
 */
export function meanIntervals(
  table: AlignmentTable,
  groups: readonly (readonly number[])[],
  subsets: readonly (readonly number[])[],
  rng: Rng,
  { confidence = 0.95, draws = 1000 } = {},
): (MeanInterval | null)[] {
  return combinationIntervals(
    table,
    groups,
    subsets.map((subset) => [{ positions: subset, factor: 1 }]),
    rng,
    {
      confidence,
      draws,
    },
  );
}

/** Difference of the mean scores of two subsets, a − b, with an interval made as in `meanIntervals`. */
export function contrastInterval(
  table: AlignmentTable,
  groups: readonly (readonly number[])[],
  a: readonly number[],
  b: readonly number[],
  rng: Rng,
  options: { confidence?: number; draws?: number } = {},
): MeanInterval | null {
  const terms = [
    { positions: a, factor: 1 },
    { positions: b, factor: -1 },
  ];
  return combinationIntervals(table, groups, [terms], rng, options)[0];
}

interface Term {
  positions: readonly number[];
  factor: number;
}

function weightedMean(
  scores: Float64Array,
  positions: readonly number[],
  weights: Float64Array | null,
): number {
  let sum = 0;
  let total = 0;
  positions.forEach((n, i) => {
    const weight = weights === null ? 1 : weights[i];
    if (weight === 0 || Number.isNaN(scores[n])) return;
    sum += weight * scores[n];
    total += weight;
  });
  return sum / total;
}

function combinationIntervals(
  table: AlignmentTable,
  groups: readonly (readonly number[])[],
  combinations: readonly (readonly Term[])[],
  rng: Rng,
  { confidence = 0.95, draws = 1000 },
): (MeanInterval | null)[] {
  const encoders = table.alignments.length;
  const all = weightedScores(table, new Float64Array(encoders).fill(1));
  const scored = combinations.map((terms) =>
    terms.map(({ positions, factor }) => ({
      factor,
      positions: positions.filter((n) => !Number.isNaN(all[n])),
    })),
  );
  const value = (scores: Float64Array, terms: readonly Term[], resample: boolean): number =>
    terms.reduce(
      (sum, { positions, factor }) =>
        sum + factor * weightedMean(scores, positions, resample ? drawWeights(positions.length, rng) : null),
      0,
    );
  const values = scored.map((terms) => value(all, terms, false));
  const drawn = scored.map(() => [] as number[]);
  const weights = new Float64Array(encoders);
  for (let draw = 0; groups.length >= 2 && draw < draws; draw++) {
    const ofGroups = drawWeights(groups.length, rng);
    weights.fill(0);
    groups.forEach((group, i) => group.forEach((encoder) => (weights[encoder] += ofGroups[i])));
    const scores = weightedScores(table, weights);
    scored.forEach((terms, i) => {
      const one = value(scores, terms, true);
      if (!Number.isNaN(one)) drawn[i].push(one);
    });
  }
  return values.map((centre, i) => {
    if (Number.isNaN(centre)) return null;
    if (drawn[i].length < 2) return { mean: centre, low: null, high: null };
    const spread = Math.sqrt(variance(drawn[i])) * smallSampleStretch(groups.length);
    const half = spread * criticalT(confidence, groups.length - 1);
    return { mean: centre, low: centre - half, high: centre + half };
  });
}

export interface DatapointIdentity {
  index: number;
  contentHash: string;
  class: number | null;
}

export interface RunEstimate {
  rows: ScoreRow[];
  summary: RunSummary;
  classSummaries: ClassSummaryRow[];
}

/** Everything a run publishes, from its encoders' alignment losses: scores, ranks, reliability, run and class summaries. */
export function summarizeRun(o: {
  plan: Pick<SplitPlan, 'masks' | 'pairs' | 'roles'>;
  alignments: readonly ArrayLike<number>[];
  datapoints: readonly DatapointIdentity[];
  confidence: number;
  rng: Rng;
}): RunEstimate {
  const table: AlignmentTable = { alignments: o.alignments, masks: o.plan.masks, pairs: o.plan.pairs };
  const groups = encoderGroups(table);
  const estimates = estimateScores(table, o.confidence);
  const places = rankScores(estimates.map((estimate) => estimate.value));
  const top = topFractions(table, groups, o.rng.split('top-fraction'));
  const rows = estimates.map((estimate, n): ScoreRow => ({
    ...estimate,
    ...o.datapoints[n],
    relativeValue: estimate.identifiable
      ? relativeScore(estimate.alignmentIn!, estimate.alignmentOut!)
      : null,
    rank: places[n]?.rank ?? null,
    percentile: places[n]?.percentile ?? null,
    topFraction: estimate.identifiable ? top[n] : null,
    role: o.plan.roles[n],
  }));
  const everyone = rows.map((_, n) => n);
  const classes = [...new Set(rows.map((row) => row.class).filter((index) => index !== null))].sort(
    (a, b) => a - b,
  );
  const members = classes.map((index) => everyone.filter((n) => rows[n].class === index));
  const [whole, ...ofClasses] = meanIntervals(table, groups, [everyone, ...members], o.rng.split('means'), {
    confidence: o.confidence,
  });
  const scored = rows.filter((row) => row.value !== null);
  const errors = scored.map((row) => row.standardError).filter((error) => error !== null);
  const reliability = splitHalfReliability(table, groups, o.rng.split('reliability'));
  return {
    rows,
    summary: {
      meanScore: scored.length ? mean(scored.map((row) => row.value!)) : 0,
      low: whole?.low ?? null,
      high: whole?.high ?? null,
      positiveFraction: scored.length ? scored.filter((row) => row.value! > 0).length / scored.length : 0,
      identifiableCount: scored.length,
      medianStandardError: errors.length ? median(errors) : null,
      ...reliability,
      ranking: rankingQuality(reliability.spearmanBrown),
    },
    classSummaries: classes.map((index, i) => ({
      class: index,
      count: members[i].filter((n) => rows[n].value !== null).length,
      mean: ofClasses[i]?.mean ?? null,
      low: ofClasses[i]?.low ?? null,
      high: ofClasses[i]?.high ?? null,
    })),
  };
}
