import { DomainError } from '@engram/core';
import type { ColumnType, CopyValue } from '../statements/copy-encoder.ts';
import { scoreFieldNames, scoreFields, type PublishedScore } from './score-fields.ts';

const stored = scoreFieldNames.filter((name) => scoreFields[name].of === 'score');

/** Columns of the table `score`, in the order of `scoreValues`. */
export const scoreColumns: Readonly<Record<string, ColumnType>> = {
  run_id: 'uuid',
  ...Object.fromEntries(stored.map((name) => [scoreFields[name].column, scoreFields[name].type])),
};

/** @throws DomainError INVALID_SCORE_INPUT when a number is NaN or infinite */
export function scoreValues(runId: string, row: PublishedScore): CopyValue[] {
  const values: CopyValue[] = [runId];
  for (const name of stored) {
    const value = row[name] ?? null;
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new DomainError(
        'INVALID_SCORE_INPUT',
        `The score of datapoint ${row.index} holds ${value}; a score that cannot be computed is null with a reason.`,
      );
    values.push(value);
  }
  return values;
}
