import type { ExperimentKind } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { runSelect, type RunRow } from '../runs/run-row.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { experimentSelect, type ExperimentRow, type ExperimentRunRow } from './experiment-row.ts';

/** Notes that an experiment rests on a run; noting a name again replaces its run. */
export async function addRun(store: Store, row: ExperimentRunRow): Promise<void> {
  await query(
    store,
    // A run that it made stays its own when a later attempt finds or resumes it.
    `INSERT INTO experiment_run AS x (experiment_id, name, position, run_id, started, resumed)
     VALUES ($1, $2, (SELECT count(*) FROM experiment_run WHERE experiment_id = $1), $3, $4, $5)
     ON CONFLICT (experiment_id, name) DO UPDATE SET run_id = $3,
       started = $4 OR (x.started AND x.run_id = $3),
       resumed = CASE WHEN x.started AND x.run_id = $3 THEN x.resumed ELSE $5 END`,
    [row.experimentId, row.name, row.runId, row.started, row.resumed],
  );
}

/** The runs of each experiment, in the order in which it named them. */
export async function runsOf(store: Store, experimentIds: readonly string[]): Promise<ExperimentRunRow[]> {
  return query(
    store,
    `SELECT experiment_id AS "experimentId", name, run_id AS "runId", started, resumed FROM experiment_run
     WHERE experiment_id = ANY($1::uuid[]) ORDER BY experiment_id, position, name`,
    [experimentIds.filter(isUuid)],
  );
}

/** The newest experiments that rest on runs of an ensemble, at most `most` of each. */
export async function ofEnsembles(
  store: Store,
  ensembleIds: readonly string[],
  most: number,
): Promise<(ExperimentRow & { ensembleId: string })[]> {
  return query(
    store,
    `SELECT wanted AS "ensembleId", e.* FROM unnest($1::uuid[]) wanted CROSS JOIN LATERAL (
       SELECT ${experimentSelect} FROM experiment e WHERE EXISTS (
         SELECT FROM experiment_run x JOIN run r ON r.id = x.run_id WHERE x.experiment_id = e.id AND r.ensemble_id = wanted)
       ORDER BY e.created_at DESC, e.id LIMIT $2) e
     ORDER BY e."createdAt" DESC, e.id`,
    [ensembleIds.filter(isUuid), most],
  );
}

/** The finished experiments of a kind that rest on none but these runs, oldest first. */
export async function restingOn(
  store: Store,
  kind: ExperimentKind,
  runIds: readonly string[],
): Promise<ExperimentRow[]> {
  return query(
    store,
    `SELECT ${experimentSelect} FROM experiment e WHERE e.kind = $1 AND e.status = 'SUCCEEDED'
       AND EXISTS (SELECT FROM experiment_run x WHERE x.experiment_id = e.id AND x.run_id = ANY($2::uuid[]))
       AND NOT EXISTS (SELECT FROM experiment_run x WHERE x.experiment_id = e.id AND x.run_id <> ALL($2::uuid[]))
     ORDER BY e.created_at, e.id`,
    [kind, runIds.filter(isUuid)],
  );
}

/** Runs whose work another experiment, not finished, waits for. */
export async function sharedRuns(store: Store, experimentId: string): Promise<Set<string>> {
  const rows = await query<{ runId: string }>(
    store,
    `SELECT DISTINCT other.run_id AS "runId" FROM experiment_run other JOIN experiment e ON e.id = other.experiment_id
     WHERE other.experiment_id <> $1 AND e.status IN ('QUEUED', 'RUNNING')
       AND other.run_id IN (SELECT run_id FROM experiment_run WHERE experiment_id = $1)`,
    [experimentId],
  );
  return new Set(rows.map(({ runId }) => runId));
}

/** What tells runs of equal results: same datapoints, configuration and program. */
export interface RunIdentity {
  datasetSlug: string;
  configHash: string;
  codeVersion: string;
}

/** The run with this identity that is furthest: published, else under way, else stopped; the newest of several. */
export async function findEqualRun(store: Store, o: RunIdentity): Promise<RunRow | null> {
  const [row] = await query<RunRow>(
    store,
    `SELECT ${runSelect} FROM run WHERE config_hash = $1 AND code_version = $2
       AND dataset_id = (SELECT id FROM dataset WHERE slug = $3)
       -- One that waits for a label might wait for ever.
       AND (needs IS NULL OR status IN ('SUCCEEDED', 'RUNNING'))
     ORDER BY array_position(ARRAY['SUCCEEDED', 'RUNNING', 'QUEUED', 'CANCELLED', 'FAILED'], status::text), created_at DESC, id
     LIMIT 1`,
    [o.configHash, o.codeVersion, o.datasetSlug],
  );
  return row ?? null;
}
