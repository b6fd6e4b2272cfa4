import { transaction } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { findOrCreateIn, type EnsembleIdentity } from './find-or-create.ts';

/** What stands for the seed and the engine of an encoder that was trained elsewhere. */
const elsewhere = 'imported';

export interface EncodersImport extends Omit<EnsembleIdentity, 'origin' | 'encoderCount'> {
  /** [t] */
  encoders: readonly {
    checkpointHash: string;
    checkpointSizeBytes: number;
    /** [N], 1 = trained on. */
    trainedOn: Uint8Array;
  }[];
}

/**
 * Stores encoders that were trained elsewhere, all or none. Those that are stored already get back what was freed of them.
 * @returns the ensemble's id, and whether this call stored it
 */
export async function importEncoders(
  store: Store,
  { encoders, ...identity }: EncodersImport,
): Promise<{ id: string; created: boolean }> {
  return transaction(store, async (client) => {
    const id = await findOrCreateIn(client, {
      ...identity,
      origin: 'IMPORTED',
      encoderCount: encoders.length,
    });
    const { rowCount: known } = await client.query('SELECT FROM encoder WHERE ensemble_id = $1', [id]);
    for (const [index, { checkpointHash, checkpointSizeBytes, trainedOn }] of encoders.entries())
      await client.query(
        `INSERT INTO encoder (ensemble_id, index, checkpoint_hash, checkpoint_size_bytes, initialisation_seed, trained_on, loss_history,
           alignment_history, train_duration_ms, engine)
         VALUES ($1, $2, $3, $4, $6, $5, '{}', '{}', 0, $6)
         ON CONFLICT (ensemble_id, index) DO UPDATE
           SET checkpoint_hash = EXCLUDED.checkpoint_hash, checkpoint_size_bytes = EXCLUDED.checkpoint_size_bytes`,
        [id, index, checkpointHash, checkpointSizeBytes, trainedOn, elsewhere],
      );
    return { id, created: known === 0 };
  });
}
