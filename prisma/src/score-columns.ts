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
