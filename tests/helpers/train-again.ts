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

/** Notes the trainings that any process ends from now on: each stores the checkpoint of its encoder. */
export async function noteTrainings(store: Store): Promise<{ ended(): Promise<number[]> }> {
  await store.pool.query(`
    CREATE TABLE IF NOT EXISTS test_training (id bigint GENERATED ALWAYS AS IDENTITY, encoder int NOT NULL);
    CREATE OR REPLACE FUNCTION note_training() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO test_training (encoder) VALUES (NEW.index); RETURN NULL; END $$;
    CREATE OR REPLACE TRIGGER note_training AFTER INSERT OR UPDATE ON encoder
      FOR EACH ROW WHEN (NEW.checkpoint_hash IS NOT NULL) EXECUTE FUNCTION note_training();`);
  const all = async (): Promise<number[]> =>
    (await query<{ encoder: number }>(store, 'SELECT encoder FROM test_training ORDER BY id')).map(
      ({ encoder }) => encoder,
    );
  const before = (await all()).length;
  /** Indices of the encoders, in the order in which their trainings ended. */
  return { ended: async () => (await all()).slice(before) };
}
