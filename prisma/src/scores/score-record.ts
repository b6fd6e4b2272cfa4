import { missingReasonMessage } from '@engram/core';
import { scoreFieldNames, scoreFields, type ScoreFieldName } from './score-fields.ts';
import type { StoredScore } from './stored-score.ts';

export type RecordField = ScoreFieldName | 'className';

/** Fields of an export: those of a score, and behind the index of its class the class's name. */
export const recordFields: readonly RecordField[] = scoreFieldNames.flatMap((name): RecordField[] =>
  name === 'class' ? [name, 'className'] : [name],
);

/** One score of an export. `className` is null where the class is unknown; `reason` is a sentence. */
export type ScoreRecord = Omit<Pick<StoredScore, ScoreFieldName>, 'reason'> & {
  className: string | null;
  reason: string | null;
};

type FieldType = Pick<(typeof scoreFields)[ScoreFieldName], 'arrow' | 'nullable'>;

/** How a field is exported. */
export const recordType = (field: RecordField): FieldType =>
  field === 'className' ? { arrow: 'Utf8', nullable: true } : scoreFields[field];

/** @param classNames by index of the class */
export function scoreRecord(score: StoredScore, classNames: ReadonlyMap<number, string>): ScoreRecord {
  const className = score.class === null ? null : (classNames.get(score.class) ?? null);
  const fields: Record<RecordField, unknown> = {
    ...score,
    className,
    reason: missingReasonMessage(score.reason),
  };
  return Object.fromEntries(recordFields.map((field) => [field, fields[field]])) as ScoreRecord;
}
