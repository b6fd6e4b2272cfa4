import { assertPlainText, commandLine, DomainError, invariant, type Author } from '@engram/core';
import * as datasets from '../datasets/dataset-repository.ts';
import { query, transaction } from '../statements/query.ts';
import { runContentHash } from '../runs/run-content-hash.ts';
import { assertUnchanged } from '../runs/run-seal.ts';
import { findByIds, type RunRow } from '../runs/run-repository.ts';
import type { Store } from '../store.ts';
import {
  findByIds as findExperiments,
  runsOf as runsOfExperiments,
  type ExperimentRow,
} from '../experiments/experiment-repository.ts';
import { addCitation } from './amend-snapshot.ts';
import { storedExperimentHash } from './experiment-hash.ts';
import { storedFindingsHash } from './findings-hash.ts';
import { insertHeld } from './insert-held.ts';
import { licenseOf } from './license.ts';
import { snapshotHash } from './snapshot-hash.ts';
import { snapshotSelect, type SnapshotRow } from './snapshot-row.ts';

export type { SnapshotRow } from './snapshot-row.ts';
export { claimedNumbers } from './claimed-numbers.ts';
export { amend, olderForms } from './amend-snapshot.ts';
export { maxTableRows, topScores } from './snapshot-scores.ts';
export { heldExperiments, heldRuns, verify } from './verify-snapshot.ts';
export { coversFindings, snapshotHash } from './snapshot-hash.ts';
export { findingsHash } from './findings-hash.ts';
export { experimentHash, type ExperimentContent } from './experiment-hash.ts';
export { readDepositRows } from './deposit/read-rows.ts';
export { importDeposit } from './deposit/import-deposit.ts';
import { unknownRun } from '../runs/unknown-run.ts';

/** Runs in one snapshot; more belong into several. */
export const maxRuns = 50;
const longestTitle = 300;

export interface CreateSnapshotInput {
  runIds: readonly string[];
  /** Finished experiments; their runs come along. */
  experimentIds?: readonly string[];
  title: string;
  authors?: readonly Author[];
  /** SPDX identifier. */
  license?: string | null;
}

/**
 * Publishes runs and experiments as an immutable snapshot, named by a hash of what they found (`snapshotHash`). The same content is the same snapshot, which keeps the title,
 * the time, the authors and the licence it was first given; authors or a licence that it does not have yet are added to it.
 *
 * @throws DomainError INVALID_ARGUMENT for no runs, too many, a title that is empty or too long, or an unknown licence; NOT_FOUND; CONFLICT when a
 *   run has no scores yet; INVALID_FILE when the scores of a run were changed after it published them
 */
export async function create(
  store: Store,
  input: CreateSnapshotInput,
): Promise<{ snapshot: SnapshotRow; created: boolean }> {
  const found = await publishedExperiments(store, input.experimentIds ?? []);
  const ofExperiments = await runsOfExperiments(store, input.experimentIds ?? []);
  const runIds = [
    ...new Set([...input.runIds.map((id) => id.toLowerCase()), ...ofExperiments.map(({ runId }) => runId)]),
  ];
  const title = titleOf(input.title);
  const citation = [JSON.stringify(input.authors ?? []), licenseOf(input.license)];
  assertCount(runIds.length, found);
  const contentHashes = await contentHashesOf(store, runIds);
  const findingsHashes: (string | null)[] = [];
  for (const id of runIds) findingsHashes.push(await storedFindingsHash(store, id));
  const byRun = new Map(runIds.map((id, at) => [id, contentHashes[at]!]));
  const experiments: string[] = [];
  for (const row of found) experiments.push(await storedExperimentHash(store, row, byRun));
  const hash = snapshotHash({
    runs: runIds.map((_, at) => ({ contentHash: contentHashes[at]!, findingsHash: findingsHashes[at]! })),
    experiments,
  });
  const created = await transaction(store, async (client) => {
    const { rowCount } = await client.query(
      'INSERT INTO snapshot (hash, title, authors, license) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [hash, title, ...citation],
    );
    if (rowCount === 0) {
      await client.query(addCitation, [hash, ...citation]);
      return false;
    }
    await insertHeld(client, hash, {
      runs: runIds.map((id, at) => ({
        id,
        contentHash: contentHashes[at]!,
        findingsHash: findingsHashes[at]!,
      })),
      experiments: found.map(({ id }, at) => ({ id, contentHash: experiments[at]! })),
    });
    return true;
  });
  const [snapshot] = await findByHashes(store, [hash]);
  invariant(snapshot, `the snapshot ${hash} is gone right after it was made`);
  return { snapshot, created };
}

/** Hashes that name no snapshot are left out. */
export async function findByHashes(store: Store, hashes: readonly string[]): Promise<SnapshotRow[]> {
  return query(store, `${snapshotSelect} WHERE s.hash = ANY($1) GROUP BY s.hash`, [hashes]);
}

/** Snapshots whose hash begins so. @param prefix lower-case hexadecimal */
export function findByHashPrefix(store: Store, prefix: string, limit: number): Promise<SnapshotRow[]> {
  return query(
    store,
    `${snapshotSelect} WHERE s.hash LIKE $1 || '%' GROUP BY s.hash ORDER BY s.hash LIMIT $2`,
    [prefix.replaceAll(/[^0-9a-f]/g, '-'), limit],
  );
}

/** The newest snapshots, newest first. */
export function list(store: Store, limit: number): Promise<SnapshotRow[]> {
  return query(store, `${snapshotSelect} GROUP BY s.hash ORDER BY s.created_at DESC, s.hash LIMIT $1`, [
    limit,
  ]);
}

/** One line without control characters. */
function titleOf(given: string): string {
  const title = given.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  if (title !== '') assertPlainText(title, 'the title of a snapshot');
  if (title !== '' && title.length <= longestTitle) return title;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `The title has ${title.length} characters; give a snapshot one of 1 to ${longestTitle}.`,
  );
}

/** @throws DomainError INVALID_ARGUMENT saying where so many runs come from */
function assertCount(count: number, named: readonly ExperimentRow[]): void {
  if (count >= 1 && count <= maxRuns) return;
  const from =
    named.length === 0
      ? ''
      : `, with those of the ${named.length === 1 ? 'experiment' : 'experiments'} ${named.map(({ name }) => `'${name}'`).join(', ')}`;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `A snapshot holds 1 to ${maxRuns} runs, so that people can read its tables and figures, not ${count}${from}. Name the runs that a text refers to, in several snapshots if need be.`,
  );
}

async function publishedExperiments(store: Store, ids: readonly string[]): Promise<ExperimentRow[]> {
  const rows = new Map((await findExperiments(store, ids)).map((row) => [row.id, row]));
  return [...new Set(ids.map((id) => id.toLowerCase()))].map((id) => {
    const row = rows.get(id);
    if (row?.status === 'SUCCEEDED') return row;
    if (row)
      throw new DomainError(
        'CONFLICT',
        `Experiment ${id} '${row.name}' is ${row.status}; only what one that has SUCCEEDED found never changes again.`,
      );
    throw new DomainError(
      'NOT_FOUND',
      `There is no experiment ${id}. List the experiments with: ${commandLine('experiment list')}`,
    );
  });
}

async function contentHashesOf(store: Store, runIds: readonly string[]): Promise<string[]> {
  const found = new Map((await findByIds(store, runIds)).map((run) => [run.id, run]));
  const all = runIds.map((id) => published(id, found.get(id)));
  const owners = await datasets.findByIds(store, [...new Set(all.map((run) => run.datasetId))]);
  const hashes: string[] = [];
  // One after another: each holds a connection of the pool.
  for (const run of all) {
    const hash = await runContentHash(
      store,
      run,
      owners.find(({ id }) => id === run.datasetId)!,
    );
    await assertUnchanged(store, run, hash);
    hashes.push(hash);
  }
  return hashes;
}

function published(id: string, run: RunRow | undefined): RunRow {
  if (!run) throw unknownRun(id);
  if (run.status === 'SUCCEEDED') return run;
  throw new DomainError(
    'CONFLICT',
    `Run ${id} '${run.name}' is ${run.status}; only the scores of a run that has SUCCEEDED never change again.`,
  );
}
