import { invariant } from '@engram/core';
import { findByIds as findDatasets, type DatasetRow } from '../datasets/dataset-repository.ts';
import { configHash } from '../hash.ts';
import { runContentHash } from '../runs/run-content-hash.ts';
import { findByIds, type RunRow } from '../runs/run-repository.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { findByIds as findExperiments } from '../experiments/experiment-repository.ts';
import { storedExperimentHash } from './experiment-hash.ts';
import { storedFindingsHash } from './findings-hash.ts';
import { snapshotHash } from './snapshot-hash.ts';

/** One run of a snapshot, as it is now. */
export interface VerifiedRun {
  id: string;
  name: string;
  /** Under which the snapshot holds it. */
  sealed: string;
  /** Computed now from all that is stored. */
  found: string;
  /** What differs, after "The run …"; null when nothing does. */
  difference: string | null;
}

export interface VerifiedSnapshot {
  runs: VerifiedRun[];
  /** Its experiments, told of alike. */
  experiments: VerifiedRun[];
  /** Whether the snapshot's own hash is that of the content hashes that it holds. */
  namesItsRuns: boolean;
  holds: boolean;
}

/** A run of a snapshot with the hashes under which it holds it. */
export interface HeldRun {
  runId: string;
  contentHash: string;
  /** Null where the snapshot does not cover series and units. */
  findingsHash: string | null;
}

/** The experiments of a snapshot in its order. */
export const heldExperiments = (
  store: Store,
  hash: string,
): Promise<{ experimentId: string; contentHash: string }[]> =>
  query(
    store,
    `SELECT experiment_id AS "experimentId", content_hash AS "contentHash" FROM snapshot_experiment WHERE snapshot_hash = $1 ORDER BY position`,
    [hash],
  );

/** The runs of a snapshot in its order. */
export const heldRuns = (store: Store, hash: string): Promise<HeldRun[]> =>
  query(
    store,
    `SELECT run_id AS "runId", content_hash AS "contentHash", findings_hash AS "findingsHash" FROM snapshot_run WHERE snapshot_hash = $1 ORDER BY position`,
    [hash],
  );

/** Computes every content hash of a snapshot again from the store; reads all scores. Empty runs when there is no such snapshot. */
export async function verify(store: Store, hash: string): Promise<VerifiedSnapshot> {
  const held = await heldRuns(store, hash);
  const rows = await findByIds(
    store,
    held.map(({ runId }) => runId),
  );
  const owners = await findDatasets(store, [...new Set(rows.map(({ datasetId }) => datasetId))]);
  const verified: VerifiedRun[] = [];
  // One after another: each reads all scores of a run.
  for (const { runId, ...sealed } of held) {
    const run = rows.find(({ id }) => id === runId);
    invariant(run, `a snapshot holds the run ${runId}, which does not exist`);
    const dataset = owners.find(({ id }) => id === run.datasetId)!;
    verified.push(await verifyRun(store, run, dataset, sealed));
  }
  const experiments = await verifyExperiments(store, hash, verified);
  const namesItsRuns =
    snapshotHash({ runs: held, experiments: experiments.map(({ sealed }) => sealed) }) === hash;
  const holds = namesItsRuns && [...verified, ...experiments].every(({ difference }) => difference === null);
  return { runs: verified, experiments, namesItsRuns, holds };
}

async function verifyRun(
  store: Store,
  run: RunRow,
  dataset: DatasetRow,
  { contentHash: sealed, findingsHash }: Omit<HeldRun, 'runId'>,
): Promise<VerifiedRun> {
  const found = await runContentHash(store, run, dataset);
  const difference =
    found === sealed ? await findingsDifference(store, run, findingsHash) : await differenceOf(store, run);
  return { id: run.id, name: run.name, sealed, found, difference };
}

async function findingsDifference(
  store: Store,
  { id }: RunRow,
  sealed: string | null,
): Promise<string | null> {
  if (sealed === null || (await storedFindingsHash(store, id)) === sealed) return null;
  return 'has other layers or units than it published';
}

async function verifyExperiments(
  store: Store,
  hash: string,
  runs: readonly VerifiedRun[],
): Promise<VerifiedRun[]> {
  const held = await heldExperiments(store, hash);
  const rows = await findExperiments(
    store,
    held.map(({ experimentId }) => experimentId),
  );
  const contentHashes = new Map(runs.map(({ id, found }) => [id, found]));
  const verified: VerifiedRun[] = [];
  for (const { experimentId, contentHash: sealed } of held) {
    const row = rows.find(({ id }) => id === experimentId);
    invariant(row, `a snapshot holds the experiment ${experimentId}, which does not exist`);
    const found = await storedExperimentHash(store, row, contentHashes);
    const difference = found === sealed ? null : 'has other series, statements or runs than it published';
    verified.push({ id: row.id, name: row.name, sealed, found, difference });
  }
  return verified;
}

/** A hash tells that something differs; what can be told apart is looked at one by one. */
async function differenceOf(store: Store, run: RunRow): Promise<string> {
  if (configHash(run.config) !== run.configHash) return 'has another configuration than the one it ran with';
  const [row] = await query<{ count: number }>(
    store,
    'SELECT count(*)::int AS count FROM score WHERE run_id = $1',
    [run.id],
  );
  const count = row!.count;
  if (count !== run.scoredCount) return `has ${count} scores where it published ${run.scoredCount}`;
  return 'has other scores, another code version or another dataset than it published';
}
