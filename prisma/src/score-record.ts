import type { StoredScore } from './stored-score.ts';

/** Fields of a score in exports, in this order, with their types in Parquet. */
export const scoreRecordTypes = {
  index: 'INT32',
  contentHash: 'STRING',
  class: 'INT32',
  value: 'DOUBLE',
  relativeValue: 'DOUBLE',
  alignmentIn: 'DOUBLE',
  alignmentOut: 'DOUBLE',
  standardError: 'DOUBLE',
  low: 'DOUBLE',
  high: 'DOUBLE',
  nIn: 'INT32',
  nOut: 'INT32',
  rank: 'INT32',
  percentile: 'DOUBLE',
  topFraction: 'DOUBLE',
  identifiable: 'BOOLEAN',
  role: 'STRING',
  reason: 'STRING',
} as const satisfies Partial<Record<keyof StoredScore, 'INT32' | 'DOUBLE' | 'BOOLEAN' | 'STRING'>>;

export type ScoreField = keyof typeof scoreRecordTypes;
export const scoreFields = Object.keys(scoreRecordTypes) as ScoreField[];

/** One score of an export. */
export type ScoreRecord = Pick<StoredScore, ScoreField>;

/** Fields of an export: those of a score, and behind the index of its class the class's name. */
export const exportRecordTypes = Object.fromEntries(
  Object.entries(scoreRecordTypes).flatMap(([field, type]) =>
    field === 'class'
      ? [
          [field, type],
          ['className', 'STRING'],
        ]
      : [[field, type]],
  ),
) as Record<ExportField, (typeof scoreRecordTypes)[ScoreField]>;

export type ExportField = ScoreField | 'className';
export const exportFields = Object.keys(exportRecordTypes) as ExportField[];

/** One score of an export. `className` is null where the class is unknown. */
export type ExportRecord = ScoreRecord & { className: string | null };

/** @param classNames by index of the class */
export function exportRecord(score: StoredScore, classNames: ReadonlyMap<number, string>): ExportRecord {
  const className = score.class === null ? null : (classNames.get(score.class) ?? null);
  const fields: Record<string, unknown> = { ...score, className };
  return Object.fromEntries(exportFields.map((field) => [field, fields[field]])) as unknown as ExportRecord;
}
