import { rankScores } from '../scores/ranking.ts';
import type { ScoreRow } from '../scores/score.ts';
import type { ClassSummaryRow, DatapointIdentity, RunEstimate } from '../scores/summarize.ts';
import { median } from '../statistics/quantile.ts';
import { mean } from '../statistics/summary.ts';

/** A score that was made elsewhere, as it was given. */
export interface GivenScore {
  /** null where none was given. */
  value: number | null;
  standardError: number | null;
  /** Ends of the interval; both null where none was given. */
  low: number | null;
  high: number | null;
}

/**
 * What a run of scores made elsewhere publishes: the scores and intervals as they were given, their ranks, and means. What takes
 * encoders is missing: alignment losses, reliability, P(in the top 5 %), and intervals of means. Nothing is estimated.
 *
 * @param given [N], at least one with a value
 * @param datapoints [N]
 */
export function publishGivenScores(
  given: readonly GivenScore[],
  datapoints: readonly DatapointIdentity[],
): RunEstimate {
  const places = rankScores(given.map(({ value }) => value));
  const rows = given.map(({ value, standardError, low, high }, n): ScoreRow => {
    const { index, contentHash, class: label } = datapoints[n]!;
    return {
      ...{ index, contentHash, class: label, value, standardError, low, high },
      ...{ relativeValue: null, alignmentIn: null, alignmentOut: null, nIn: 0, nOut: 0 },
      identifiable: value !== null,
      reason: value === null || low === null ? 'NOT_GIVEN' : null,
      rank: places[n]?.rank ?? null,
      percentile: places[n]?.percentile ?? null,
      topFraction: null,
      // Whatever their intervals are, they say nothing of the encoders that a test would need.
      fdr: null,
      role: null,
    };
  });
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const errors = rows.flatMap(({ standardError }) => (standardError === null ? [] : [standardError]));
  return {
    rows,
    summary: {
      meanScore: mean(values),
      low: null,
      high: null,
      positiveFraction: values.filter((value) => value > 0).length / values.length,
      identifiableCount: values.length,
      medianStandardError: errors.length > 0 ? median(errors) : null,
      splitHalfSpearman: null,
      spearmanBrown: null,
      ranking: 'UNKNOWN',
    },
    classSummaries: classMeans(rows),
  };
}

/** Ascending by class. */
function classMeans(rows: readonly ScoreRow[]): ClassSummaryRow[] {
  const valuesOf = new Map<number, number[]>();
  for (const { class: label, value } of rows) {
    if (label === null) continue;
    const values = valuesOf.get(label) ?? [];
    valuesOf.set(label, values);
    if (value !== null) values.push(value);
  }
  return [...valuesOf]
    .sort(([a], [b]) => a - b)
    .map(([label, values]) => ({
      class: label,
      count: values.length,
      mean: values.length > 0 ? mean(values) : null,
      low: null,
      high: null,
    }));
}
