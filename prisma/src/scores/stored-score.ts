import type { ScoreRow } from '@engram/core';
import type pg from 'pg';
import { query, type QueryOptions } from '../statements/query.ts';
import { scoreFieldNames, scoreFields, type ScoreFieldName, type StoredFields } from './score-fields.ts';
import type { Store } from '../store.ts';

/** A score as read: with what its run says of every score. */
export interface StoredScore extends StoredFields, ScoreRow {
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

const tables = { score: 's', datapoint: 'd' } as const;
const fieldMembers = Object.fromEntries(
  scoreFieldNames.map((name) => [name, `${tables[scoreFields[name].of]}.${scoreFields[name].column}`]),
) as Record<ScoreFieldName, string>;

/** Where each member is read; `s` is a row of `score`, `r` its run, `d` its datapoint. */
const members = {
  runId: 'r.id',
  datasetId: 'r.dataset_id',
  ...fieldMembers,
  views: 'r.views',
  confidence: 'r.confidence',
  datapointClass: 'd.class',
  thumbnailHash: 'd.thumbnail_hash',
} as const satisfies Record<keyof StoredScore, string>;

const names = Object.keys(members) as (keyof StoredScore)[];

/** Reads a StoredScore, a column a member. */
export const storedScoreSelect = names.map((name) => `${members[name]} AS "${name}"`).join(', ');

/**
 * Run and datapoint are looked up by primary key for the rows that are returned, never for those that are filtered out.
 */
export const storedScoreJoins = `JOIN run r ON r.id = s.run_id
  JOIN datapoint d ON d.dataset_id = r.dataset_id AND d.index = s.index`;

/** What a run says of all its scores: sent once where all are of one run. */
const ofRun = ['runId', 'datasetId', 'views', 'confidence'] as const satisfies (keyof StoredScore)[];

const isFloat = (name: ScoreFieldName): boolean => scoreFields[name].type === 'float8';

/** They travel as they lie in memory: writing shortest decimals takes PostgreSQL longer than to find the rows of a page. */
const floats = scoreFieldNames.filter(isFloat);

const others: (keyof StoredScore)[] = [
  ...scoreFieldNames.filter((name) => !isFloat(name)),
  'datapointClass',
  'thumbnailHash',
];

const array = (names: readonly (keyof StoredScore)[]): string =>
  `json_build_array(${names.map((name) => members[name]).join(', ')})`;
const packed = floats.map((name) => `float8send(coalesce(${members[name]}, 'NaN'))`).join(' || ');

/**
 * A statement for `queryStoredScores`.
 *
 * @param from the rows `s`, `r`, `d`, in order: FROM … ORDER BY …
 * @param before common table expressions
 * @param run placeholder of the run that all are of, if they are of one
 */
export function storedScoresText(from: string, before = '', run?: string): string {
  const oneRun = `(SELECT ${array(ofRun)} FROM run r WHERE r.id = ${run})`;
  return `${before} SELECT json_agg(t.others) AS others, encode(string_agg(t.floats, ''::bytea), 'base64') AS floats,
     ${run === undefined ? 'json_agg(t.run)' : oneRun} AS runs
   FROM (SELECT ${array(others)} AS others, ${packed} AS floats, ${run === undefined ? array(ofRun) : 'NULL'} AS run ${from}) t`;
}

export interface StoredScoreStatement extends QueryOptions {
  text: string;
  values: unknown[];
}

interface Packed {
  /** null when no score was found. */
  others: unknown[][] | null;
  floats: string | null;
  /** One, or one a score. */
  runs: unknown[] | unknown[][] | null;
}

/**
 * Stored scores, which travel as a few texts: JSON.parse reads a page in a third of the time that the driver takes to read it
 * column by column.
 */
export async function queryStoredScores(
  store: Store,
  { text, values, ...options }: StoredScoreStatement,
): Promise<StoredScore[]> {
  const [row] = await query<Packed & pg.QueryResultRow>(store, text, values, options);
  if (!row?.others || !row.floats || !row.runs) return [];
  const bytes = Buffer.from(row.floats, 'base64');
  const runs = row.runs;
  return row.others.map((other, at) =>
    toStoredScore(
      other,
      bytes,
      8 * floats.length * at,
      Array.isArray(runs[0]) ? (runs[at] as unknown[]) : runs,
    ),
  );
}

/** NaN stands for null: no score is NaN. */
function floatAt(bytes: Buffer, offset: number): number | null {
  const value = bytes.readDoubleBE(offset);
  return Number.isNaN(value) ? null : value;
}

/** A copy of it is what a score is filled into: V8 keeps an object that grows by computed names as a hash table, which every later reader pays for. */
const blank: Record<string, unknown> = { ...Object.fromEntries(names.map((name) => [name, null])) };

function toStoredScore(
  other: readonly unknown[],
  bytes: Buffer,
  offset: number,
  run: readonly unknown[],
): StoredScore {
  const score = { ...blank };
  for (let at = 0; at < ofRun.length; at++) score[ofRun[at]!] = run[at];
  for (let at = 0; at < others.length; at++) score[others[at]!] = other[at];
  for (let at = 0; at < floats.length; at++) score[floats[at]!] = floatAt(bytes, offset + 8 * at);
  return score as unknown as StoredScore;
}
