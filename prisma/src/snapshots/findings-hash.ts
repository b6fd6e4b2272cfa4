import { canonicalJson } from '@engram/core';
import { sha256 } from '../hash.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

/** A row of `run_series` or `run_unit`, by column. */
type Row = Record<string, unknown>;

/** What is hashed of each; these lists never change, or every hash that is cited would be another one. */
const seriesColumns = ['series', 'position', 'label', 'estimate', 'low', 'high', 'count'] as const;
const unitColumns = ['encoder', 'unit', 'layer', 'selectivity', 'index', 'trained_on'] as const;

export interface RunFindings {
  series: readonly Row[];
  units: readonly Row[];
}

/**
 * Identity of what a run found beside its scores: SHA-256 over the canonical JSON of `{ series, units }`, where both are lists of the canonical
 * JSON of their rows, sorted. Null for a run that found nothing else.
 */
export function findingsHash({ series, units }: RunFindings): string | null {
  if (series.length + units.length === 0) return null;
  const lines = (rows: readonly Row[], columns: readonly string[]): string[] =>
    rows.map((row) => canonicalJson(pick(row, columns))).toSorted();
  return sha256(canonicalJson({ series: lines(series, seriesColumns), units: lines(units, unitColumns) }));
}

const pick = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));

/** The same of a run that is stored. */
export async function storedFindingsHash(store: Store, runId: string): Promise<string | null> {
  const rowsOf = (table: string, columns: readonly string[]): Promise<Row[]> =>
    query(
      store,
      `SELECT ${columns.map((column) => `"${column}"`).join(', ')} FROM ${table} WHERE run_id = $1`,
      [runId],
    );
  const series = await rowsOf('run_series', seriesColumns);
  return findingsHash({ series, units: await rowsOf('run_unit', unitColumns) });
}
