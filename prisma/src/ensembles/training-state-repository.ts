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
 * Takes the place of the state saved before, unless the encoder is stored already, or the same engine and version came further: a worker that
 * was cut off may send late what another has overtaken.
 * @returns the hash of the state that nothing needs any more: of the one before, or of this one; null where there is none
 */
export async function save(
  store: Store,
  { ensembleId, index }: TrainingKey,
  { hash, sizeBytes, steps, engine, codeVersion }: TrainingStateRow,
): Promise<string | null> {
  const [row] = await query<{ before: string | null; isStored: boolean }>(
    store,
    `WITH old AS (SELECT hash FROM training_state WHERE ensemble_id = $1 AND index = $2 FOR UPDATE),
       stored AS (
         INSERT INTO training_state AS s (ensemble_id, index, hash, size_bytes, steps, engine, code_version)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE NOT EXISTS (SELECT FROM encoder WHERE ensemble_id = $1 AND index = $2 AND checkpoint_hash IS NOT NULL)
         ON CONFLICT (ensemble_id, index) DO UPDATE
           SET hash = $3, size_bytes = $4, steps = $5, engine = $6, code_version = $7, saved_at = now()
           WHERE s.steps < $5 OR (s.engine, s.code_version) IS DISTINCT FROM ($6, $7)
         RETURNING 1)
     SELECT (SELECT hash FROM old) AS before, EXISTS (SELECT FROM stored) AS "isStored"`,
    [ensembleId, index, hash, sizeBytes, steps, engine, codeVersion],
  );
  const { before, isStored } = row!;
  if (!isStored) return before === hash ? null : hash;
  return before === hash ? null : before;
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

/** Hashes of all states. */
export async function hashes(store: Store): Promise<string[]> {
  return (await query<{ hash: string }>(store, 'SELECT hash FROM training_state')).map(({ hash }) => hash);
}

/**
 * Forgets the trainings of ensembles of which no run is queued or runs.
 * @returns the hashes of their states, whose files nothing needs any more
 */
export async function removeIdle(store: Store, ensembleIds: readonly string[]): Promise<string[]> {
  const rows = await query<{ hash: string }>(
    store,
    `DELETE FROM training_state WHERE ensemble_id = ANY($1::uuid[])
       AND NOT EXISTS (SELECT FROM run WHERE ensemble_id = training_state.ensemble_id AND status IN ('QUEUED', 'RUNNING'))
     RETURNING hash`,
    [ensembleIds],
  );
  return rows.map(({ hash }) => hash);
}
