import { invariant, type ScoreColumn, type ScoreTable, type TableSection } from '@engram/core';
import { findByIds } from '../runs/run-repository.ts';
import { page } from '../scores/score-page.ts';
import type { Store } from '../store.ts';
import type { SnapshotRow } from './snapshot-row.ts';

/** Datapoints of a run in one table, at most. */
export const maxTableRows = 100;

export interface TableOptions {
  /** Datapoints of each run, 1 to `maxTableRows`. */
  top: number;
  columns: readonly ScoreColumn[];
  /** Permalink in full; null when the public address is unknown. */
  url: string | null;
}

/** The most memorized datapoints of each run of a snapshot, most memorized first. */
export async function topScores(
  store: Store,
  { hash, title, runIds }: Pick<SnapshotRow, 'hash' | 'title' | 'runIds'>,
  { top, columns, url }: TableOptions,
): Promise<ScoreTable> {
  const rows = new Map((await findByIds(store, runIds)).map((run) => [run.id, run]));
  const orderBy = { field: 'VALUE', direction: 'DESC' } as const;
  const sections: TableSection[] = [];
  // One after the other: fifty at once would hold every connection to the database.
  for (const id of runIds) {
    const run = rows.get(id);
    invariant(run, `a snapshot holds the run ${id}, which does not exist`);
    const scores = await page(store, { filter: { run: id, identifiable: true }, orderBy, first: top });
    sections.push({
      run: id,
      name: run.name,
      estimator: run.estimatorKey,
      encoderCount: run.encoderCount,
      scores: scores.rows,
    });
  }
  return { title, hash, url, columns, sections };
}
