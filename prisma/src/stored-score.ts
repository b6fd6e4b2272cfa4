import type { ScoreRow } from '@engram/core';
import type pg from 'pg';
import { query, type QueryOptions } from './query.ts';
import type { Store } from './store.ts';

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

/** Where each member is read; `s` is a row of `score`, `r` its run, `d` its datapoint. */
const members = {
  runId: 'r.id',
  datasetId: 'r.dataset_id',
  index: 's.index',
  contentHash: 'd.content_hash',
  class: 's.class',
  value: 's.value',
  relativeValue: 's.relative_value',
  alignmentIn: 's.alignment_in',
  alignmentOut: 's.alignment_out',
  standardError: 's.standard_error',
  low: 's.low',
  high: 's.high',
  nIn: 's.n_in',
  nOut: 's.n_out',
  identifiable: 's.identifiable',
  reason: 's.reason',
  rank: 's.rank',
  percentile: 's.percentile',
  topFraction: 's.top_fraction',
  role: 's.role',
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

/** They travel as they lie in memory: writing shortest decimals takes PostgreSQL longer than to find the rows of a page. */
const floats = [
  'value',
  'relativeValue',
  'alignmentIn',
  'alignmentOut',
  'standardError',
  'low',
  'high',
  'percentile',
  'topFraction',
] as const satisfies (keyof StoredScore)[];

/** The others; `toStoredScore` counts on this order. */
const others = [
  'index',
  'contentHash',
  'class',
  'nIn',
  'nOut',
  'identifiable',
  'reason',
  'rank',
  'role',
  'datapointClass',
  'thumbnailHash',
] as const satisfies (keyof StoredScore)[];

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

/** Member by member: V8 keeps an object that is filled by computed names as a hash table, which every later reader pays for. */
function toStoredScore(
  other: readonly unknown[],
  bytes: Buffer,
  offset: number,
  run: readonly unknown[],
): StoredScore {
  return {
    runId: run[0] as StoredScore['runId'],
    datasetId: run[1] as StoredScore['datasetId'],
    views: run[2] as StoredScore['views'],
    confidence: run[3] as StoredScore['confidence'],
    index: other[0] as StoredScore['index'],
    contentHash: other[1] as StoredScore['contentHash'],
    class: other[2] as StoredScore['class'],
    nIn: other[3] as StoredScore['nIn'],
    nOut: other[4] as StoredScore['nOut'],
    identifiable: other[5] as StoredScore['identifiable'],
    reason: other[6] as StoredScore['reason'],
    rank: other[7] as StoredScore['rank'],
    role: other[8] as StoredScore['role'],
    datapointClass: other[9] as StoredScore['datapointClass'],
    thumbnailHash: other[10] as StoredScore['thumbnailHash'],
    value: floatAt(bytes, offset),
    relativeValue: floatAt(bytes, offset + 8),
    alignmentIn: floatAt(bytes, offset + 16),
    alignmentOut: floatAt(bytes, offset + 24),
    standardError: floatAt(bytes, offset + 32),
    low: floatAt(bytes, offset + 40),
    high: floatAt(bytes, offset + 48),
    percentile: floatAt(bytes, offset + 56),
    topFraction: floatAt(bytes, offset + 64),
  };
}
