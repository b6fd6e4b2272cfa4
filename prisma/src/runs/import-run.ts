import type pg from 'pg';
import { bytesOfFloats } from '../ensembles/encoder-repository.ts';
import { endableTransaction } from '../statements/endable-transaction.ts';
import { findOrCreateIn } from '../ensembles/find-or-create.ts';
import { configHash } from '../hash.ts';
import { insertDataset, type CreateDatasetInput } from '../datasets/insert-dataset.ts';
import { publishIn, type Publication } from './publish-run.ts';
import type { Store } from '../store.ts';

export interface ImportedEncoder {
  /** [N] */
  alignment: Float64Array;
  /** [N], 1 = trained on. */
  trainedOn: Uint8Array;
  viewNoise: number | null;
}

/** A run that was scored elsewhere, with all that belongs to it. */
export interface RunImport {
  id: string;
  name: string;
  methodKey: string;
  estimatorKey: string;
  /** What determined it; its canonical JSON has a hash. */
  config: { scoring: { views: number; confidence: number } };
  codeVersion: string;
  /** When its import began. */
  startedAt: Date;
  /** Id of a dataset that is stored, or one to be stored with the run. */
  dataset: string | CreateDatasetInput;
  encoders: readonly ImportedEncoder[];
  publication: Publication;
}

/**
 * Stores dataset, run, encoders and scores in one transaction: all or nothing, whatever ends it. Of several that import the
 * same, one does it.
 * @returns `false` when the run is stored already; nothing is changed then
 * @throws DomainError CANCELLED when the signal fires, CONFLICT when the dataset's slug holds other data; also as `publish`
 */
export async function importRun(store: Store, o: RunImport, signal?: AbortSignal): Promise<boolean> {
  return endableTransaction(store, signal, async (client) => {
    // Ends with the transaction, also behind a pooler.
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [o.id]);
    const { rowCount } = await client.query("SELECT FROM run WHERE id = $1 AND status = 'SUCCEEDED'", [o.id]);
    if (rowCount === 1) return false;
    await insertRun(client, o);
    await publishIn(client, o.id, o.publication);
    return true;
  });
}

async function insertRun(client: pg.PoolClient, o: RunImport): Promise<void> {
  const datasetId = typeof o.dataset === 'string' ? o.dataset : await insertDataset(client, o.dataset);
  // What an earlier version left half-way.
  await client.query('DELETE FROM run WHERE id = $1', [o.id]);
  const { views, confidence } = o.config.scoring;
  const { name, methodKey, codeVersion } = o;
  const ensembleId = await findOrCreateIn(client, {
    ...{ name, datasetId, methodKey, codeVersion, encoderCount: o.encoders.length },
    ...{ design: o.estimatorKey, origin: 'IMPORTED', config: o.config },
  });
  await client.query(
    `INSERT INTO run (id, name, dataset_id, method_key, estimator_key, status, config, config_hash, code_version, encoder_count, views, confidence, started_at, ensemble_id)
     VALUES ($1, $2, $3, $4, $5, 'RUNNING', $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      o.id,
      o.name,
      datasetId,
      o.methodKey,
      o.estimatorKey,
      JSON.stringify(o.config),
      configHash(o.config),
      o.codeVersion,
      o.encoders.length,
      views,
      confidence,
      o.startedAt,
      ensembleId,
    ],
  );
  for (const [index, encoder] of o.encoders.entries()) {
    await client.query(
      `INSERT INTO encoder (ensemble_id, index, initialisation_seed, trained_on, loss_history, alignment_history,
         train_duration_ms, engine)
       VALUES ($1, $2, $3, $4, '{}', '{}', 0, $3) ON CONFLICT (ensemble_id, index) DO NOTHING`,
      [ensembleId, index, o.publication.engine, encoder.trainedOn],
    );
    await client.query(
      'INSERT INTO encoder_measurement (run_id, index, alignment, view_noise, duration_ms) VALUES ($1, $2, $3, $4, 0)',
      [o.id, index, bytesOfFloats(encoder.alignment), encoder.viewNoise],
    );
  }
}
