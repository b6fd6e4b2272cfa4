/**
 * All that is stored of one score, field by field: the one list from which COPY, SELECT, exports, the command's records and the API's
 * descriptions are made. A new field is a line here, a migration and a field of the API's class.
 */
import { missingReasons, splitRoles, type ScoreRow } from '@engram/core';
import type { ColumnType } from '../statements/copy-encoder.ts';

interface ScoreField {
  /** Column of `score`, or of `datapoint`. */
  column: string;
  of: 'score' | 'datapoint';
  /** In PostgreSQL. */
  type: Extract<ColumnType, 'int4' | 'float8' | 'bool' | 'text' | 'enum'>;
  /** In Arrow, as readers of Parquet give it. */
  arrow: 'Int32' | 'Float64' | 'Bool' | 'Utf8';
  /** The values there are, where they are few. */
  labels?: readonly string[];
  nullable: boolean;
  /** In one sentence, for readers of the API too. */
  meaning: string;
}

const score = { of: 'score' } as const;
const integer = { ...score, type: 'int4', arrow: 'Int32' } as const;
const float = { ...score, type: 'float8', arrow: 'Float64' } as const;
const bool = { ...score, type: 'bool', arrow: 'Bool' } as const;
const text = { ...score, type: 'text', arrow: 'Utf8' } as const;
const reason = { ...text, labels: missingReasons } as const;
const role = { ...score, type: 'enum', arrow: 'Utf8', labels: splitRoles } as const;
const nullable = true;

/** In the order of the exports. */
export const scoreFields = {
  index: { column: 'index', ...integer, nullable: false, meaning: 'Index of the datapoint in the original dataset.' },
  contentHash: { column: 'content_hash', ...text, of: 'datapoint', nullable: false, meaning: 'SHA-256 of the datapoint.' },
  class: { column: 'class', ...integer, nullable, meaning: 'Index of the latent class; null when unknown.' },
  value: { column: 'value', ...float, nullable, meaning: 'm(x): mean alignment loss of encoders trained without minus with the datapoint; null when not identifiable.' },
  relativeValue: { column: 'relative_value', ...float, nullable, meaning: '(g − f)/(g + f) of the two mean losses, in [−1, 1].' },
  alignmentIn: { column: 'alignment_in', ...float, nullable, meaning: 'f: mean alignment loss of encoders trained with the datapoint.' },
  alignmentOut: { column: 'alignment_out', ...float, nullable, meaning: 'g: mean alignment loss of encoders trained without the datapoint.' },
  standardError: { column: 'standard_error', ...float, nullable, meaning: 'Standard error over encoders; null with fewer than two on a side.' },
  low: { column: 'low', ...float, nullable, meaning: 'Lower end of the interval; null when it cannot be computed.' },
  high: { column: 'high', ...float, nullable, meaning: 'Upper end of the interval; null when it cannot be computed.' },
  nIn: { column: 'n_in', ...integer, nullable: false, meaning: 'Number of encoders trained with the datapoint.' },
  nOut: { column: 'n_out', ...integer, nullable: false, meaning: 'Number of encoders trained without the datapoint.' },
  rank: { column: 'rank', ...integer, nullable, meaning: 'Place in the run, 1 = most memorized; null when not identifiable.' },
  percentile: { column: 'percentile', ...float, nullable, meaning: 'Part of the run’s identifiable scores smaller or equal, 0–100.' },
  topFraction: { column: 'top_fraction', ...float, nullable, meaning: 'P(in the top 5 %) by bootstrap over encoders, 0–1: how stable "atypical" is.' },
  fdr: { column: 'fdr', ...float, nullable, meaning: 'Smallest false discovery rate at which the datapoint counts as memorized, 0–1 (Benjamini–Hochberg over the run); null for proxies, imported scores and without an interval.' },
  identifiable: { column: 'identifiable', ...bool, nullable: false, meaning: 'Whether the run can tell this score at all.' },
  role: { column: 'role', ...role, nullable, meaning: 'Split role of the datapoint in the run; null where roles do not apply.' },
  reason: { column: 'reason', ...reason, nullable, meaning: 'Why value or interval are missing; null when nothing is.' },
} as const satisfies Record<keyof ScoreRow, ScoreField> & Record<string, ScoreField>; // prettier-ignore

export type ScoreFieldName = keyof typeof scoreFields;
export const scoreFieldNames = Object.keys(scoreFields) as ScoreFieldName[];

interface ValueTypes {
  int4: number;
  float8: number;
  bool: boolean;
  text: string;
}
type ValueOf<F extends ScoreField> =
  | (F extends { labels: readonly (infer Label)[] } ? Label : ValueTypes[Exclude<F['type'], 'enum'>])
  | (F['nullable'] extends true ? null : never);

/** The fields with the types of their values. */
export type StoredFields = { [Name in ScoreFieldName]: ValueOf<(typeof scoreFields)[Name]> };

/** A score to be stored: what a run finds, and those fields that the list has beyond it, null where they are left out. */
export type PublishedScore = ScoreRow & Partial<Omit<StoredFields, keyof ScoreRow>>;
