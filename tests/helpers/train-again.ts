import { ensembles, query, runs, type Store } from '@engram/store';

/**
 * Frees the checkpoints of all ensembles that no run uses: the next run of a known configuration trains its encoders again,
 * where it would only measure those that are there.
 */
export async function freeTrainedEncoders(store: Store): Promise<void> {
  for (const { id } of await ensembles.list(store))
    await ensembles.freeCheckpoints(store, id, { includingSnapshots: true });
}

/** How many encoders of a run are trained and have their checkpoint. */
export async function trainedCount(store: Store, runId: string): Promise<number> {
  const run = await runs.find(store, runId);
  const ensemble = run && (await ensembles.find(store, run.ensembleId));
  return ensemble?.checkpointCount ?? 0;
}

/** Counts the trainings that any process ends from now on: each stores the checkpoint of its encoder. */
export async function countTrainings(store: Store): Promise<{ count(): Promise<number> }> {
  await store.pool.query(`
    CREATE TABLE IF NOT EXISTS test_training (ended_at timestamptz NOT NULL DEFAULT clock_timestamp());
    CREATE OR REPLACE FUNCTION note_training() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO test_training DEFAULT VALUES; RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER note_training AFTER INSERT OR UPDATE ON encoder
      FOR EACH ROW WHEN (NEW.checkpoint_hash IS NOT NULL) EXECUTE FUNCTION note_training();`);
  const total = async (): Promise<number> => {
    const [row] = await query<{ total: number }>(store, 'SELECT count(*)::int AS total FROM test_training');
    return row!.total;
  };
  const before = await total();
  return { count: async () => (await total()) - before };
}
