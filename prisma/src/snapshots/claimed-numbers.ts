import {
  claimedNumber,
  pointKey,
  scoreKey,
  type Claim,
  type ClaimedContent,
  type ClaimedPoint,
} from '@engram/core';
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
    seriesRunsOf: await coveredRuns(
      store,
      distinct(claims.flatMap(({ hash, series }) => (series ? [hash] : []))),
    ),
    summaries: new Map(runs.map(({ id, summary }) => [id, summary])),
    scores: await scoresOf(store, held),
    experimentsOf: new Map(rows.map((row) => [row.hash, row.experimentIds])),
    points: await pointsOf(store, claims),
  };
  return claims.map((claim) => claimedNumber(claim, content));
}

/** Runs whose series the hash of a snapshot covers, by the hash; those of snapshots made before it covered series are none. */
async function coveredRuns(store: Store, hashes: readonly string[]): Promise<Map<string, string[]>> {
  if (hashes.length === 0) return new Map();
  const rows = await query<{ hash: string; ids: string[] }>(
    store,
    `SELECT snapshot_hash AS hash, array_agg(run_id) AS ids FROM snapshot_run
     WHERE snapshot_hash = ANY($1) AND findings_hash IS NOT NULL GROUP BY snapshot_hash`,
    [hashes],
  );
  return new Map(rows.map(({ hash, ids }) => [hash, ids]));
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

/** Of a claimed owner that the snapshot does not hold nothing is told: that is asked first. */
async function pointsOf(store: Store, claims: readonly Claim[]): Promise<ClaimedContent['points']> {
  const found = new Map<string, { value: number | null; low: number | null; high: number | null }>();
  const of = (owner: ClaimedPoint['of']) => claims.filter(({ series }) => series?.of === owner);
  const statements = {
    run: `SELECT w.place, s.estimate AS value, s.low, s.high FROM wanted w
      JOIN run_series s ON s.run_id = w.owner AND s.series = w.key AND s.position = w.point`,
    experiment: `SELECT w.place, p.y AS value, p.low, p.high FROM wanted w
      JOIN experiment_series s ON s.experiment_id = w.owner AND s.key = w.key
      JOIN experiment_point p ON p.experiment_id = w.owner AND p.series = s.position AND p.position = w.point`,
  };
  for (const owner of ['run', 'experiment'] as const) {
    const wanted = of(owner);
    if (wanted.length === 0) continue;
    const rows = await query<{
      place: number;
      value: number | null;
      low: number | null;
      high: number | null;
    }>(
      store,
      `WITH wanted AS (SELECT * FROM unnest($1::uuid[], $2::text[], $3::int4[]) WITH ORDINALITY AS given(owner, key, point, place))
       ${statements[owner].replace('w.place', 'w.place::int4')}`,
      [
        wanted.map(({ run }) => run),
        wanted.map(({ series }) => series!.key.replaceAll('\0', '')),
        wanted.map(({ series }) => series!.point),
      ],
    );
    for (const { place, ...point } of rows) {
      const { run, series } = wanted[place - 1]!;
      found.set(pointKey(run, series!), point);
    }
  }
  return found;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
