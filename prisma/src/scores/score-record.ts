import { isMissingReason, missingReasonMessage, missingReasons } from '@engram/core';
import { scoreFieldNames, scoreFields, type ScoreFieldName } from './score-fields.ts';
import type { StoredScore } from './stored-score.ts';

/** What an export says beside the fields of a score, each behind the field that it explains. */
const addedFields = {
  className: { behind: 'class', arrow: 'Utf8', nullable: true, meaning: 'Name of the latent class; null when unknown.' },
  reasonCode: { behind: 'reason', arrow: 'Utf8', nullable: true, meaning: `The reason for programs: ${missingReasons.join(', ')}; null when nothing is missing.` },
} as const satisfies Record<string, RecordType & { behind: ScoreFieldName }>; // prettier-ignore

const addedNames = Object.keys(addedFields) as (keyof typeof addedFields)[];

export type RecordField = ScoreFieldName | keyof typeof addedFields;

/** Fields of an export, in order. */
export const recordFields: readonly RecordField[] = scoreFieldNames.flatMap((name): RecordField[] => [
  name,
  ...addedNames.filter((added) => addedFields[added].behind === name),
]);

/** One score of an export. `className` is null where the class is unknown; `reason` is a sentence, `reasonCode` its code. */
export type ScoreRecord = Omit<Pick<StoredScore, ScoreFieldName>, 'reason'> & {
  className: string | null;
  reason: string | null;
  reasonCode: string | null;
};

type RecordType = Pick<(typeof scoreFields)[ScoreFieldName], 'arrow' | 'nullable'> & { meaning: string };

/** How a field is exported, and what it means. */
export const recordType = (field: RecordField): RecordType => ({ ...scoreFields, ...addedFields })[field];

/** @param classNames by index of the class */
export function scoreRecord(score: StoredScore, classNames: ReadonlyMap<number, string>): ScoreRecord {
  const className = score.class === null ? null : (classNames.get(score.class) ?? null);
  const fields: Record<RecordField, unknown> = {
    ...score,
    className,
    reason: missingReasonMessage(score.reason),
    reasonCode: isMissingReason(score.reason) ? score.reason : null,
  };
  return Object.fromEntries(recordFields.map((field) => [field, fields[field]])) as ScoreRecord;
}
