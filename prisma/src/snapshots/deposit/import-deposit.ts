import { assertPlainText, DomainError, type Author } from '@engram/core';
import type pg from 'pg';
import { configHash } from '../../hash.ts';
import { findByIds as findDatasets } from '../../datasets/dataset-repository.ts';
import { fillFdr } from '../../migrations/fill-fdr.ts';
import { insertRanking } from '../../rankings/run-ranking.ts';
import { runContentHash } from '../../runs/run-content-hash.ts';
import { findByIds } from '../../runs/run-repository.ts';
import { scoreColumns, scoreValues } from '../../scores/score-columns.ts';
import type { PublishedScore } from '../../scores/score-fields.ts';
import { copyRows } from '../../statements/copy.ts';
import { endableTransaction } from '../../statements/endable-transaction.ts';
import type { Store } from '../../store.ts';
import {
  findByIds as findExperiments,
  runsOf as runsOfExperiments,
} from '../../experiments/experiment-repository.ts';
import { storedExperimentHash } from '../experiment-hash.ts';
import { storedFindingsHash } from '../findings-hash.ts';
import { insertHeld } from '../insert-held.ts';
import type { DepositRow } from './deposit-tables.ts';
import { DepositLoader } from './deposit-loader.ts';

/** A run of a deposit: what its hash covers, beside the scores. */
export interface DepositRun {
  id: string;
  contentHash: string;
  findingsHash: string | null;
  codeVersion: string;
  config: object;
}

/** A score of a deposit, with the content hash of its datapoint. */
export interface DepositScore extends PublishedScore {
  contentHash: string;
}

export interface Deposit {
  hash: string;
  title: string;
  authors: readonly Author[];
  license: string | null;
  createdAt: string;
  runs: readonly DepositRun[];
  experiments: readonly { id: string; contentHash: string }[];
  /** Hash of the series and units that its rows hold of a run; null where there are none. */
  findingsOf(runId: string): string | null;
  /** Rows of all tables but the scores, in the order of the tables. */
  rows(): AsyncIterable<DepositRow>;
  /** By index. */
  scoresOf(runId: string): Promise<readonly DepositScore[]>;
}

/**
 * Stores a deposit whose hashes hold, in one transaction: all or nothing. Runs keep their ids, so that links to their numbers lead
 * to them here, too. Datasets, ensembles and runs that the store has already are left as they are.
 * @returns whether the store had not this snapshot before
 * @throws DomainError CONFLICT when a slug or a run id holds something else here, INVALID_FILE for rows that belong to no run of the
 *   deposit or do not fit, CANCELLED
 */
export async function importDeposit(store: Store, deposit: Deposit, signal?: AbortSignal): Promise<boolean> {
  assertPlainText(deposit.title, 'the title of a snapshot');
  const known = await knownRuns(store, deposit);
  const knownIds = await knownExperiments(store, deposit);
  return endableTransaction(store, signal, async (client) => {
    // One at a time: two deposits may bring the same dataset or run.
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('import of deposits', 0))");
    const { rowCount } = await client.query('SELECT FROM snapshot WHERE hash = $1', [deposit.hash]);
    if (rowCount === 1) return false;
    const added = deposit.runs.filter(({ id }) => !known.has(id));
    const loader = new DepositLoader(client, added.map(finished), {
      knownRuns: known,
      experiments: deposit.experiments.map(({ id }) => id).filter((id) => !knownIds.has(id)),
    });
    for await (const row of deposit.rows()) await loader.add(row);
    await loader.end();
    for (const { id } of added) await insertScores(client, id, await deposit.scoresOf(id));
    // A deposit holds what the hash covers; the rates follow from it.
    await fillFdr(
      client,
      added.map(({ id }) => id),
    );
    await client.query('ANALYZE score (run_id, index, class, value, top_fraction)');
    await insertSnapshot(client, deposit);
    return true;
  });
}

/** What a run row gets beside the columns that a deposit holds. */
const finished = ({ id, contentHash, codeVersion, config }: DepositRun) => ({
  id,
  columns: {
    config,
    config_hash: configHash(config),
    code_version: codeVersion,
    content_hash: contentHash,
    status: 'SUCCEEDED',
    phase: 'done',
    fraction: 1,
    eta_seconds: 0,
  },
});

/** Ids of runs that the store has, with the same scores and findings. */
async function knownRuns(
  store: Store,
  { runs: wanted, findingsOf }: Pick<Deposit, 'runs' | 'findingsOf'>,
): Promise<Set<string>> {
  const found = await findByIds(
    store,
    wanted.map(({ id }) => id),
  );
  const owners = await findDatasets(store, [...new Set(found.map(({ datasetId }) => datasetId))]);
  for (const run of found) {
    const dataset = owners.find(({ id }) => id === run.datasetId)!;
    const { contentHash, findingsHash } = wanted.find(({ id }) => id === run.id)!;
    // Of a snapshot whose hash covers scores only, the rows of the deposit are compared, if it has any.
    const findings = findingsHash ?? findingsOf(run.id);
    if (
      run.status === 'SUCCEEDED' &&
      (await runContentHash(store, run, dataset)) === contentHash &&
      (findings === null || (await storedFindingsHash(store, run.id)) === findings)
    )
      continue;
    throw new DomainError(
      'CONFLICT',
      `The store has a run ${run.id} ('${run.name}') with other content than the deposit's. Import the deposit into another store.`,
    );
  }
  return new Set(found.map(({ id }) => id));
}

/** Ids of experiments that the store has, with the same findings. */
async function knownExperiments(store: Store, { runs, experiments }: Deposit): Promise<Set<string>> {
  const ids = experiments.map(({ id }) => id);
  const contentHashes = new Map(runs.map(({ id, contentHash }) => [id, contentHash]));
  const found = await findExperiments(store, ids);
  const held = await runsOfExperiments(store, ids);
  for (const row of found) {
    const hasOwnRuns = held.every(
      ({ experimentId, runId }) => experimentId !== row.id || contentHashes.has(runId),
    );
    const { contentHash } = experiments.find(({ id }) => id === row.id)!;
    if (
      row.status === 'SUCCEEDED' &&
      hasOwnRuns &&
      (await storedExperimentHash(store, row, contentHashes)) === contentHash
    )
      continue;
    throw new DomainError(
      'CONFLICT',
      `The store has an experiment ${row.id} ('${row.name}') with other content than the deposit's. Import the deposit into another store.`,
    );
  }
  return new Set(found.map(({ id }) => id));
}

async function insertScores(
  client: pg.PoolClient,
  runId: string,
  scores: readonly DepositScore[],
): Promise<void> {
  const { rows } = await client.query<{ index: number }>(
    `SELECT given.index FROM unnest($2::int4[], $3::text[]) AS given(index, hash)
     LEFT JOIN datapoint d ON d.index = given.index AND d.dataset_id = (SELECT dataset_id FROM run WHERE id = $1)
     WHERE d.content_hash IS DISTINCT FROM given.hash ORDER BY given.index LIMIT 1`,
    [runId, scores.map(({ index }) => index), scores.map(({ contentHash }) => contentHash)],
  );
  if (rows[0])
    throw new DomainError(
      'INVALID_FILE',
      `The deposit has a score of datapoint ${rows[0].index} in run ${runId}, but its dataset has no such datapoint. Fetch the deposit again.`,
    );
  const falling = scores.toSorted((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
  await copyRows(
    client,
    'score',
    scoreColumns,
    falling.map((score) => scoreValues(runId, score)),
  );
  await insertRanking(client, runId);
}

async function insertSnapshot(client: pg.PoolClient, deposit: Deposit): Promise<void> {
  const { hash, title, authors, license, createdAt } = deposit;
  await client.query(
    'INSERT INTO snapshot (hash, title, authors, license, created_at) VALUES ($1, $2, $3, $4, $5)',
    [hash, title, JSON.stringify(authors), license, createdAt],
  );
  await insertHeld(client, hash, deposit);
}
