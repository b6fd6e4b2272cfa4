import type { Distance } from '../measures/distance.ts';
import type { importedKey } from '../runs/run.ts';
import type { MissingReason } from './missing-reason.ts';
import type { SplitRole } from '../designs/split-plan.ts';

/**
 * One datapoint's memorization score m(x) = mean alignment loss of the encoders trained without x minus that of the encoders
 * trained with it (Wang et al., arXiv 2401.12233). Positive = memorized.
 */
export interface ScoreEstimate {
  /** m(x); null when not identifiable. */
  value: number | null;
  alignmentIn: number | null;
  alignmentOut: number | null;
  /** Over encoders; null with fewer than two on either side. */
  standardError: number | null;
  low: number | null;
  high: number | null;
  nIn: number;
  nOut: number;
  identifiable: boolean;
  /** Why value or interval are missing; null when nothing is. */
  reason: MissingReason | null;
}

/** A score with its place in the ranking of its run, as stored. */
export interface ScoreRow extends ScoreEstimate {
  /** Stable index of the datapoint in the original dataset. */
  index: number;
  contentHash: string;
  /** Index of the latent class; null when unknown. */
  class: number | null;
  /** (g − f) / (g + f), in [−1, 1]; null when not identifiable. */
  relativeValue: number | null;
  /** Rank 1 = most memorized; ties broken by index; null when not identifiable. */
  rank: number | null;
  /** How many of the identifiable scores are smaller or equal, in percent, 0–100. */
  percentile: number | null;
  /** P(in the top 5 %) by bootstrap over encoders. */
  topFraction: number | null;
  /** Smallest false discovery rate at which the datapoint counts as memorized; null without an interval over encoders. */
  fdr: number | null;
  role: SplitRole | null;
}

/** What makes two scores comparable. Scores with different keys are never compared silently. */
export interface ComparabilityKey {
  /** Left out for the alignment loss, as in keys that were stored before there were others. */
  measure?: string;
  estimator: string;
  pairForm: 'two-views';
  /** `imported` where the scores were made elsewhere, so that it is not known. */
  distance: Distance | typeof importedKey;
  unitNorm: boolean;
  layer: string;
  pooling: string;
  views: number;
  policyHash: string;
  viewSeed: string;
  encoderIds: string;
  nIn: string;
  nOut: string;
  splitHash: string;
  codeVersion: string;
  /** Version of the program that trained the encoders; left out where it is `codeVersion`, or where they were trained elsewhere. */
  trainedBy?: string;
}

export const rankingQualities = ['NOISE', 'WEAK', 'FAIR', 'GOOD', 'UNKNOWN'] as const;
export type RankingQuality = (typeof rankingQualities)[number];

/** A whole run in a few numbers. Every ranking is shown beside its reliability. */
export interface RunSummary {
  meanScore: number;
  /** Interval over encoders × datapoints (two-way bootstrap); null when it cannot be computed. */
  low: number | null;
  high: number | null;
  /** Fraction of the identifiable scores that are above 0. */
  positiveFraction: number;
  identifiableCount: number;
  /** Median standard error of the scores. */
  medianStandardError: number | null;
  /** Spearman ρ of the scores from two disjoint halves of the encoders, mean over random halvings. */
  splitHalfSpearman: number | null;
  /** 2ρ/(1 + ρ): reliability of the ranking from all encoders. */
  spearmanBrown: number | null;
  ranking: RankingQuality;
  /**
   * How much another draw of views would move an alignment loss: jackknife standard error over the views within one encoder,
   * median over datapoints, mean over encoders. Absent where it was not measured.
   */
  viewNoise?: number;
  /**
   * What was measured under the encoders trained with a datapoint and under those trained without it, means over the identifiable
   * datapoints: the mean score is their difference. Absent for proxies, and for runs that were published before it was kept.
   */
  meanAlignment?: { alignmentIn: number; alignmentOut: number };
  /** For each part of an `fg-split` that has datapoints: mean of L_align(g) − L_align(f). Absent under other estimators. */
  roleContrasts?: RoleContrast[];
}

/** Mean of L_align(g) − L_align(f) over one part of an `fg-split`; no interval from a single pair. */
export interface RoleContrast {
  role: SplitRole;
  count: number;
  mean: number;
  low: number | null;
  high: number | null;
}
