import { claimedNumber, scoreKey, type Claim, type ClaimedContent } from '@engram/core';
import { findByIds } from '../runs/run-repository.ts';
import { findByKeys } from '../scores/score-repository.ts';
import type { StoredScore } from '../scores/stored-score.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { snapshotSelect, type SnapshotRow } from './snapshot-row.ts';

/** Scores that are looked up in one statement, at most. */
const batchSize = 5_000;

/**
 * The number that each claim names, as it is stored; a sentence where there is none. Snapshots, runs and scores take a statement
 * each, however many claims there are (a further one for every 5,000 scores).
 */
export async function claimedNumbers(store: Store, claims: readonly Claim[]): Promise<(number | string)[]> {
  const rows = await query<SnapshotRow>(store, `${snapshotSelect} WHERE s.hash = ANY($1) GROUP BY s.hash`, [
    distinct(claims.map(({ hash }) => hash)),
  ]);
  const snapshots = new Map(rows.map((row) => [row.hash, row]));
  const held = claims.filter(({ hash, run }) => snapshots.get(hash)?.runIds.includes(run));
  const runIds = distinct(held.flatMap(({ run, index }) => (index === null ? [run] : [])));
  const runs = runIds.length > 0 ? await findByIds(store, runIds) : [];
  const content: ClaimedContent = {
    unknownSnapshot: 'the store has no such snapshot',
    runsOf: new Map(rows.map((row) => [row.hash, row.runIds])),
    summaries: new Map(runs.map(({ id, summary }) => [id, summary])),
    scores: await scoresOf(store, held),
  };
  return claims.map((claim) => claimedNumber(claim, content));
}

async function scoresOf(store: Store, claims: readonly Claim[]): Promise<Map<string, StoredScore>> {
  const keys = new Map(
    claims.flatMap(({ run, index }) =>
      index === null ? [] : [[scoreKey(run, index), { runId: run, index }] as const],
    ),
  );
  const all = [...keys.values()];
  const found = new Map<string, StoredScore>();
  for (let at = 0; at < all.length; at += batchSize)
    for (const score of await findByKeys(store, all.slice(at, at + batchSize)))
      found.set(scoreKey(score.runId, score.index), score);
  return found;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
