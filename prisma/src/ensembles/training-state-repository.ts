/** Trainings that are under way, as far as they were kept for whoever goes on with them. */
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

export interface TrainingKey {
  ensembleId: string;
  /** Of the encoder in its ensemble. */
  index: number;
}

export interface TrainingStateRow {
  /** Names its file, as that of a checkpoint. */
  hash: string;
  sizeBytes: number;
  /** Steps that are done. */
  steps: number;
  /** What the encoder would remember of the engine that trained it. */
  engine: string;
  codeVersion: string;
}

/** The newest state that this version of the program kept; null where there is none. */
export async function find(
  store: Store,
  { ensembleId, index }: TrainingKey,
  codeVersion: string,
): Promise<TrainingStateRow | null> {
  const [row] = await query<TrainingStateRow>(
    store,
    `SELECT hash, size_bytes::float8 AS "sizeBytes", steps, engine, code_version AS "codeVersion"
     FROM training_state WHERE ensemble_id = $1 AND index = $2 AND code_version = $3`,
    [ensembleId, index, codeVersion],
  );
  return row ?? null;
}

/**
 * Takes the place of the state kept before.
 * @returns the hash of that one, whose file nothing needs any more; null where there was none
 */
export async function save(
  store: Store,
  { ensembleId, index }: TrainingKey,
  { hash, sizeBytes, steps, engine, codeVersion }: TrainingStateRow,
): Promise<string | null> {
  const [row] = await query<{ before: string | null }>(
    store,
    `WITH old AS (SELECT hash FROM training_state WHERE ensemble_id = $1 AND index = $2)
     INSERT INTO training_state (ensemble_id, index, hash, size_bytes, steps, engine, code_version)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (ensemble_id, index) DO UPDATE
       SET hash = $3, size_bytes = $4, steps = $5, engine = $6, code_version = $7, saved_at = now()
     RETURNING (SELECT hash FROM old) AS before`,
    [ensembleId, index, hash, sizeBytes, steps, engine, codeVersion],
  );
  return row!.before === hash ? null : row!.before;
}

/** @returns the hash of the state, whose file nothing needs any more; null where there was none */
export async function remove(store: Store, { ensembleId, index }: TrainingKey): Promise<string | null> {
  const [row] = await query<{ hash: string }>(
    store,
    'DELETE FROM training_state WHERE ensemble_id = $1 AND index = $2 RETURNING hash',
    [ensembleId, index],
  );
  return row?.hash ?? null;
}
