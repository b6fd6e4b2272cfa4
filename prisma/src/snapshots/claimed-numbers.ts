import { runClaims, scoreClaims, type Claim } from '@engram/core';
import { findByIds, type RunRow } from '../runs/run-repository.ts';
import { findByKeys } from '../scores/score-repository.ts';
import type { StoredScore } from '../scores/stored-score.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { snapshotSelect, type SnapshotRow } from './snapshot-row.ts';

/** Scores that are looked up in one statement, at most. */
const batchSize = 5_000;

interface Known {
  snapshots: ReadonlyMap<string, SnapshotRow>;
  runs: ReadonlyMap<string, RunRow>;
  scores: ReadonlyMap<string, StoredScore>;
}

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
  const runs = new Map((runIds.length > 0 ? await findByIds(store, runIds) : []).map((run) => [run.id, run]));
  const known = { snapshots, runs, scores: await scoresOf(store, held) };
  return claims.map((claim) => numberOf(claim, known));
}

async function scoresOf(store: Store, claims: readonly Claim[]): Promise<Map<string, StoredScore>> {
  const keys = new Map(
    claims.flatMap(({ run, index }) =>
      index === null ? [] : [[`${run} ${index}`, { runId: run, index }] as const],
    ),
  );
  const all = [...keys.values()];
  const found = new Map<string, StoredScore>();
  for (let at = 0; at < all.length; at += batchSize)
    for (const score of await findByKeys(store, all.slice(at, at + batchSize)))
      found.set(`${score.runId} ${score.index}`, score);
  return found;
}

function numberOf({ hash, run, index, field }: Claim, { snapshots, runs, scores }: Known): number | string {
  const snapshot = snapshots.get(hash);
  if (!snapshot) return 'the store has no such snapshot';
  if (!snapshot.runIds.includes(run)) return 'the snapshot does not hold this run';
  if (index === null)
    return (
      runs.get(run)?.summary?.[runClaims[field as keyof typeof runClaims]] ??
      `the run has no number '${field}'`
    );
  const score = scores.get(`${run} ${index}`);
  if (!score) return `the run has no datapoint ${index}`;
  return (
    score[scoreClaims[field as keyof typeof scoreClaims]] ?? `the datapoint ${index} has no number '${field}'`
  );
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
