/**
 * Scores of plausible shape for a large store, without any training: class-dependent means, a heavy right tail, datapoints that
 * are memorized by all methods and others by one only, and standard errors as `half-split` with 32 encoders gives them.
 */
import {
  criticalT,
  falseDiscoveryRates,
  mean,
  rankingQuality,
  rankScores,
  relativeScore,
  spearmanBrown,
  variance,
  median,
  type ClassSummaryRow,
  type Rng,
  type RunSummary,
  type ScoreRow,
} from '@engram/core';

export const encoderCount = 32;
export const classCount = 10;
const confidence = 0.95;
/** Part of what sets a datapoint apart that all methods share; the rest is each method's own. */
const sharedFraction = 0.7;

export interface PlantedDatapoint {
  index: number;
  contentHash: string;
  class: number;
}

export interface PlantedRun {
  rows: ScoreRow[];
  summary: RunSummary;
  classSummaries: ClassSummaryRow[];
}

/** What all methods would find hard, [N]: a mean of its class plus a log-normal tail of mean 0. */
export function plantTraits(rng: Rng, classes: ArrayLike<number>): Float64Array {
  return Float64Array.from(
    { length: classes.length },
    (_, x) => 0.02 + 0.008 * classes[x]! + 0.08 * tail(rng),
  );
}

/** One run over the datapoints; deterministic in its arguments. O(N log N). */
export function plantRun(
  rng: Rng,
  datapoints: readonly PlantedDatapoint[],
  traits: Float64Array,
): PlantedRun {
  const critical = criticalT(confidence, encoderCount / 2 - 1);
  const values = new Float64Array(datapoints.length);
  const rows = datapoints.map(({ index, contentHash, class: label }, x): ScoreRow => {
    const truth = sharedFraction * traits[x]! + (1 - sharedFraction) * 0.1 * tail(rng);
    const standardError = (0.01 + 0.05 * Math.abs(truth)) * rng.uniformBetween(0.6, 1.6);
    const value = truth + standardError * rng.normal();
    const alignmentIn = rng.uniformBetween(0.3, 0.6);
    values[x] = value;
    // Written out: with a spread, a million objects take ten times as long.
    return {
      index,
      contentHash,
      class: label,
      value,
      relativeValue: relativeScore(alignmentIn, alignmentIn + value),
      alignmentIn,
      alignmentOut: alignmentIn + value,
      standardError,
      low: value - critical * standardError,
      high: value + critical * standardError,
      nIn: encoderCount / 2,
      nOut: encoderCount / 2,
      identifiable: true,
      reason: null,
      rank: null,
      percentile: null,
      topFraction: null,
      fdr: null,
      role: null,
    };
  });
  const threshold = values.toSorted()[Math.floor(0.95 * values.length)]!;
  rankScores(rows.map((row) => row.value)).forEach((place, x) => {
    rows[x]!.rank = place!.rank;
    rows[x]!.percentile = place!.percentile;
  });
  for (const row of rows) row.topFraction = inTop((row.value! - threshold) / row.standardError!);
  const rates = falseDiscoveryRates(rows, { confidence });
  rows.forEach((row, x) => (row.fdr = rates[x]!));
  return { rows, summary: summaryOf(rows, values), classSummaries: classSummariesOf(rows) };
}

/** Skewed to the right, mean 0: exp(0.9 z) less its mean. */
function tail(rng: Rng): number {
  return Math.exp(0.9 * rng.normal()) - Math.exp(0.405);
}

/** About P(a bootstrap draw of the encoders lies above the threshold), to the thousandth; the logistic stands in for the normal. */
function inTop(z: number): number {
  return Math.round(1000 / (1 + Math.exp(-1.702 * z))) / 1000;
}

function summaryOf(rows: readonly ScoreRow[], values: Float64Array): RunSummary {
  const errors = rows.map((row) => row.standardError!);
  const spread = variance(values);
  // Half of the encoders have twice the error variance.
  const noise = mean(errors.map((error) => error * error));
  const splitHalfSpearman = Math.max(0, (spread - noise) / (spread + noise));
  const reliability = spearmanBrown(splitHalfSpearman);
  return {
    ...interval(values),
    positiveFraction: values.filter((value) => value > 0).length / values.length,
    identifiableCount: values.length,
    medianStandardError: median(errors),
    splitHalfSpearman,
    spearmanBrown: reliability,
    ranking: rankingQuality(reliability),
  };
}

function classSummariesOf(rows: readonly ScoreRow[]): ClassSummaryRow[] {
  return Array.from({ length: classCount }, (_, label) => {
    const values = rows.flatMap((row) => (row.class === label ? [row.value!] : []));
    const { meanScore, low, high } = interval(values);
    return { class: label, count: values.length, mean: meanScore, low, high };
  }).filter(({ count }) => count > 0);
}

/** Mean with an interval that has room for the spread between encoders. */
function interval(values: ArrayLike<number>): { meanScore: number; low: number; high: number } {
  const meanScore = mean(values);
  const half = 2 * Math.sqrt((values.length > 1 ? variance(values) : 0) / values.length + 0.002 ** 2);
  return { meanScore, low: meanScore - half, high: meanScore + half };
}
