import { ensembles, runs, type Store } from '@engram/store';

/**
 * Frees the checkpoints of all ensembles that no run uses: the next run of a known configuration trains its encoders again,
 * where it would only measure those that are there.
 */
export async function freeTrainedEncoders(store: Store): Promise<void> {
  for (const { id } of await ensembles.list(store)) await ensembles.freeCheckpoints(store, id);
}

/** How many encoders of a run are trained and have their checkpoint. */
export async function trainedCount(store: Store, runId: string): Promise<number> {
  const run = await runs.find(store, runId);
  const ensemble = run && (await ensembles.find(store, run.ensembleId));
  return ensemble?.checkpointCount ?? 0;
}
