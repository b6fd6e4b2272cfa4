import type { StoredScore } from './stored-score.ts';

/** Fields of a score in exports and in the hash of a run, in this order. Parquet's types stand beside them. */
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

export function scoreRecord(score: StoredScore): ScoreRecord {
  return Object.fromEntries(scoreFields.map((field) => [field, score[field]])) as ScoreRecord;
}
