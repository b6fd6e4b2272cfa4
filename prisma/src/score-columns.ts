import { DomainError, type ScoreRow } from '@engram/core';
import type { ColumnType, CopyValue } from './copy-encoder.ts';

/** Columns of the table `score`, in the order of `scoreValues`. */
export const scoreColumns = {
  run_id: 'uuid',
  index: 'int4',
  class: 'int4',
  value: 'float8',
  relative_value: 'float8',
  alignment_in: 'float8',
  alignment_out: 'float8',
  standard_error: 'float8',
  low: 'float8',
  high: 'float8',
  n_in: 'int4',
  n_out: 'int4',
  identifiable: 'bool',
  reason: 'text',
  rank: 'int4',
  percentile: 'float8',
  top_fraction: 'float8',
  role: 'enum',
} as const satisfies Record<string, ColumnType>;

/** @throws DomainError INVALID_SCORE_INPUT when a number is NaN or infinite */
export function scoreValues(runId: string, row: ScoreRow): CopyValue[] {
  const values: CopyValue[] = [
    runId,
    row.index,
    row.class,
    row.value,
    row.relativeValue,
    row.alignmentIn,
    row.alignmentOut,
    row.standardError,
    row.low,
    row.high,
    row.nIn,
    row.nOut,
    row.identifiable,
    row.reason,
    row.rank,
    row.percentile,
    row.topFraction,
    row.role,
  ];
  for (const value of values)
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new DomainError(
        'INVALID_SCORE_INPUT',
        `The score of datapoint ${row.index} holds ${value}; a score that cannot be computed is null with a reason.`,
      );
  return values;
}

/** A score as read: with what its run says of every score. */
export interface StoredScore extends ScoreRow {
  runId: string;
  datasetId: string;
  /** Views M a datapoint. */
  views: number;
  /** Confidence of the interval, such as 0.95. */
  confidence: number;
  /** Of the datapoint: with it nobody needs to look the datapoint up. */
  datapointClass: number | null;
  thumbnailHash: string | null;
}

/**
 * Reads a StoredScore; `s` must be a row of `score`. Run and datapoint are looked up by primary key for the rows that are
 * returned, never for those that are filtered out.
 */
export const storedScoreSelect = `s.run_id AS "runId", r.dataset_id AS "datasetId", s.index, d.content_hash AS "contentHash",
  s.class, s.value, s.relative_value AS "relativeValue", s.alignment_in AS "alignmentIn", s.alignment_out AS "alignmentOut",
  s.standard_error AS "standardError", s.low, s.high, s.n_in AS "nIn", s.n_out AS "nOut", s.identifiable, s.reason, s.rank,
  s.percentile, s.top_fraction AS "topFraction", s.role, r.views, r.confidence,
  d.class AS "datapointClass", d.thumbnail_hash AS "thumbnailHash"`;

export const storedScoreJoins = `JOIN run r ON r.id = s.run_id
  JOIN datapoint d ON d.dataset_id = r.dataset_id AND d.index = s.index`;
