import { commandLine, DomainError, isFinished, type RunStatus } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { query, transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { assertNotHeld, holdersSql, type RunHolders } from './run-holders.ts';
import { unknownRun } from './unknown-run.ts';

/** What hangs on a run, so that whoever removes it knows. */
export interface RunRemoval extends RunHolders {
  /** Scores that go with it. */
  scoreCount: number;
  /** Saved views that lead to it and find nothing afterwards. */
  savedViews: string[];
  /** Other runs that measure the same encoders. Encoders and their checkpoints stay in any case. */
  otherRunsOfEnsemble: number;
}

/** By the ids of those runs that there are, in one statement. */
export async function removalsOf(store: Store, ids: readonly string[]): Promise<Map<string, RunRemoval>> {
  const rows = await query<RunRemoval & { runId: string }>(
    store,
    `SELECT r.id AS "runId", r.scored_count AS "scoreCount",
       ARRAY(SELECT name FROM saved_view WHERE position(r.id::text IN address) > 0 ORDER BY name) AS "savedViews",
       ${holdersSql('r.id')},
       (SELECT count(*)::int4 FROM run o WHERE o.ensemble_id = r.ensemble_id AND o.id <> r.id) AS "otherRunsOfEnsemble"
     FROM run r WHERE r.id = ANY($1::uuid[])`,
    [ids.filter(isUuid)],
  );
  return new Map(rows.map(({ runId, ...removal }) => [runId, removal]));
}

/** @throws DomainError NOT_FOUND */
export async function removalOf(store: Store, id: string): Promise<RunRemoval> {
  const found = (await removalsOf(store, [id])).get(id.toLowerCase());
  if (!found) throw unknownRun(id);
  return found;
}

/**
 * Removes a run with its scores, neighbours and measurements in one transaction. Its encoders stay: other runs may measure them.
 * @returns its name
 * @throws DomainError NOT_FOUND; CONFLICT for a run that is not finished, or that a snapshot or an experiment holds
 */
export async function remove(store: Store, id: string): Promise<string> {
  if (!isUuid(id)) throw unknownRun(id);
  return transaction(
    store,
    async (client) => {
      const { rows } = await client.query<{ name: string; status: RunStatus }>(
        'SELECT name, status FROM run WHERE id = $1 FOR UPDATE',
        [id],
      );
      const run = rows[0];
      if (!run) throw unknownRun(id);
      if (!isFinished(run.status))
        throw new DomainError(
          'CONFLICT',
          `Run ${id} '${run.name}' is ${run.status}, so it cannot be deleted. Stop it first with: ${commandLine(`cancel ${id}`)}`,
        );
      await assertNotHeld(client, '$1', [id], { what: `Run ${id} '${run.name}'`, held: 'it' });
      await client.query('DELETE FROM score WHERE run_id = $1', [id]);
      await client.query('DELETE FROM run WHERE id = $1', [id]);
      return run.name;
    },
    { bulk: true },
  );
}
