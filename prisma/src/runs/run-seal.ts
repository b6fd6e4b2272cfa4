/** The content hash of a run is stored when it is published: a later change of its scores can be told by it. */
import { commandLine, DomainError, invariant } from '@engram/core';
import { findByIds as findDatasets } from '../datasets/dataset-repository.ts';
import { query } from '../statements/query.ts';
import { runContentHash } from './run-content-hash.ts';
import { findByIds } from './run-repository.ts';
import type { RunRow } from './run-row.ts';
import type { Store } from '../store.ts';

/** Stores the content hash of a run that has just been published; does nothing where there is one, or no scores. */
export async function seal(store: Store, runId: string): Promise<void> {
  const [run] = await findByIds(store, [runId]);
  if (run?.status !== 'SUCCEEDED' || (await sealOf(store, run.id)) !== null) return;
  const [dataset] = await findDatasets(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  const hash = await runContentHash(store, run, dataset);
  await query(store, 'UPDATE run SET content_hash = $2 WHERE id = $1 AND content_hash IS NULL', [
    run.id,
    hash,
  ]);
}

async function sealOf(store: Store, runId: string): Promise<string | null> {
  const [row] = await query<{ hash: string | null }>(
    store,
    'SELECT content_hash AS hash FROM run WHERE id = $1',
    [runId],
  );
  return row?.hash ?? null;
}

/**
 * Compares what a run holds now with what it held when it was published.
 * @param hash of what it holds now
 * @throws DomainError INVALID_FILE when it is something else
 */
export async function assertUnchanged(store: Store, run: RunRow, hash: string): Promise<void> {
  const sealed = await sealOf(store, run.id);
  if (sealed === null || sealed === hash) return;
  throw new DomainError(
    'INVALID_FILE',
    `The scores of the run '${run.name}' (${run.id}) are not those that it published: something changed them in the database. Run its ` +
      `configuration again, or restore the database from a backup; ${commandLine('doctor --full')} checks all runs.`,
    { details: { sealed, found: hash } },
  );
}
