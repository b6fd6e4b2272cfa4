import {
  assertPlainText,
  canTransition,
  commandLine,
  DomainError,
  type ErrorCode,
  type ExperimentConfig,
  type ExperimentProgress,
  type RunStatus,
  runStatuses,
} from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { idRange } from '../id-range.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { experimentSelect, type ExperimentRow } from './experiment-row.ts';

export type { ExperimentRow, ExperimentRunRow } from './experiment-row.ts';
export { count, page, type ExperimentFilter } from './experiment-page.ts';
export {
  addRun,
  findEqualRun,
  ofEnsembles,
  restingOn,
  runsOf,
  sharedRuns,
  type RunIdentity,
} from './experiment-runs.ts';
export { exported, foundBy } from './experiment-export.ts';
export {
  publish,
  seriesOf,
  statementsOf,
  type StoredPoint,
  type StoredSeries,
  type StoredStatement,
} from './experiment-result.ts';

export interface CreateExperimentInput {
  id: string;
  name: string;
  config: ExperimentConfig;
  configHash: string;
  codeVersion: string;
}

/** Stores an experiment as QUEUED, attempt 0. @throws DomainError INVALID_ARGUMENT for a name that cannot be shown */
export async function create(store: Store, input: CreateExperimentInput): Promise<ExperimentRow> {
  assertPlainText(input.name, 'the name of an experiment');
  const { id, name, config, configHash, codeVersion } = input;
  const [row] = await query<ExperimentRow>(
    store,
    `INSERT INTO experiment AS e (id, kind, name, config, config_hash, code_version) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING ${experimentSelect}`,
    [id, config.key, name, JSON.stringify(config), configHash, codeVersion],
  );
  return row!;
}

/** In no particular order; unknown ids are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<ExperimentRow[]> {
  return query(store, `SELECT ${experimentSelect} FROM experiment e WHERE e.id = ANY($1::uuid[])`, [
    ids.filter(isUuid),
  ]);
}

export async function find(store: Store, id: string): Promise<ExperimentRow | null> {
  return (await findByIds(store, [id]))[0] ?? null;
}

/** Experiments whose id begins with `prefix` (lower-case hexadecimal and dashes), at most `limit`. */
export async function findByIdPrefix(store: Store, prefix: string, limit: number): Promise<ExperimentRow[]> {
  const range = idRange(prefix);
  if (!range) return [];
  return query(
    store,
    `SELECT ${experimentSelect} FROM experiment e WHERE e.id BETWEEN $1 AND $2 ORDER BY e.id LIMIT $3`,
    [range.from, range.to, limit],
  );
}

/**
 * The experiment of this configuration and program that says most: one under way, else one that succeeded, else one that stopped; the newest
 * of those. Null when there is none.
 * @param name of the experiment; of any name when left out
 */
export async function findEqual(
  store: Store,
  {
    configHash,
    codeVersion,
    name,
  }: Pick<ExperimentRow, 'configHash' | 'codeVersion'> & { name?: string | undefined },
): Promise<ExperimentRow | null> {
  const [row] = await query<ExperimentRow>(
    store,
    `SELECT ${experimentSelect} FROM experiment e WHERE e.config_hash = $1 AND e.code_version = $2 AND ($3::text IS NULL OR e.name = $3)
     ORDER BY CASE e.status WHEN 'QUEUED' THEN 0 WHEN 'RUNNING' THEN 0 WHEN 'SUCCEEDED' THEN 1 ELSE 2 END, e.created_at DESC LIMIT 1`,
    [configHash, codeVersion, name ?? null],
  );
  return row ?? null;
}

/** As of a run: a resume starts anew, RUNNING begins, the others end it. */
const effects: Partial<Record<RunStatus, string>> = {
  QUEUED: `attempt = attempt + 1, phase = 'queued', fraction = 0, eta_seconds = NULL, message = NULL, error_code = NULL, error = NULL,
    started_at = NULL, finished_at = NULL`,
  RUNNING: 'started_at = now()',
};
const ending = 'finished_at = now(), eta_seconds = NULL';

/**
 * Moves an experiment to another status in one statement and returns it.
 * @throws DomainError CONFLICT when its status does not allow it, NOT_FOUND when there is no such experiment
 */
export async function transition(
  store: Store,
  id: string,
  to: Exclude<RunStatus, 'SUCCEEDED'>,
  { errorCode = null, error = null }: { errorCode?: ErrorCode | null; error?: string | null } = {},
): Promise<ExperimentRow> {
  const from = runStatuses.filter((status) => canTransition(status, to));
  const failing = to === 'FAILED' ? ', error_code = $4, error = $5' : '';
  const [row] = isUuid(id)
    ? await query<ExperimentRow>(
        store,
        `UPDATE experiment e SET status = $2::run_status, ${effects[to] ?? ending}${failing}
         WHERE id = $1 AND status::text = ANY($3) RETURNING ${experimentSelect}`,
        [id, to, from, ...(failing ? [errorCode, error] : [])],
      )
    : [];
  if (row) return row;
  const actual = await find(store, id);
  if (!actual)
    throw new DomainError(
      'NOT_FOUND',
      `There is no experiment ${id}. List the experiments with: ${commandLine('experiment list')}`,
    );
  throw new DomainError(
    'CONFLICT',
    `Experiment ${id} is ${actual.status}, so it cannot become ${to}; only one that is ${from.join(' or ')} can.`,
  );
}

/** Notes how far an experiment is; a finished one is left alone. `fraction` never goes back within an attempt. */
export async function reportProgress(store: Store, id: string, progress: ExperimentProgress): Promise<void> {
  await query(
    store,
    `UPDATE experiment SET phase = $2, fraction = greatest(fraction, $3), eta_seconds = $4, message = $5
     WHERE id = $1 AND status IN ('QUEUED', 'RUNNING')`,
    [id, progress.phase, progress.fraction, progress.etaSeconds, progress.message],
  );
}
