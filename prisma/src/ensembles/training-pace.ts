import type { EnsembleConfig } from '@engram/core';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { isMeasurable } from './find-or-create.ts';

export interface TrainedSample {
  config: EnsembleConfig;
  trainDurationMs: number;
  /** Datapoints trained on. */
  datapoints: number;
  /** null when it is not known. */
  checkpointSizeBytes: number | null;
}

/**
 * The last encoders trained here with this encoder, one an ensemble: what predictions are made from. Those of this method, or of any where
 * there are none of it: the time of a step is mostly the encoder's.
 */
export async function trainingSamples(
  store: Store,
  { method, encoder }: Pick<EnsembleConfig, 'method' | 'encoder'>,
): Promise<TrainedSample[]> {
  const rows = await query<Omit<TrainedSample, 'datapoints'> & { trainedOn: Buffer }>(
    store,
    `SELECT e.config, x.* FROM (
       SELECT * FROM ensemble WHERE origin = 'TRAINED' AND config->'encoder' = $1::jsonb
         AND (method_key = $2 OR NOT EXISTS (
           SELECT FROM ensemble o JOIN encoder t ON t.ensemble_id = o.id WHERE o.origin = 'TRAINED' AND o.config->'encoder' = $1::jsonb AND o.method_key = $2))
       ORDER BY created_at DESC LIMIT 20) e
     CROSS JOIN LATERAL (
       SELECT train_duration_ms AS "trainDurationMs", checkpoint_size_bytes AS "checkpointSizeBytes", trained_on AS "trainedOn"
       FROM encoder WHERE ensemble_id = e.id ORDER BY index DESC LIMIT 1) x`,
    [JSON.stringify(encoder), method.key],
  );
  return rows.map(({ trainedOn, ...row }) => ({
    ...row,
    datapoints: trainedOn.reduce((sum, bit) => sum + bit, 0),
  }));
}

/** How many encoders of the ensemble with this hash can be used as they are. */
export async function trainedCount(
  store: Store,
  o: { datasetId: string; hash: string; codeVersion: string },
): Promise<number> {
  const [row] = await query<{ count: number }>(
    store,
    `SELECT coalesce(max((SELECT count(checkpoint_hash) FROM encoder WHERE ensemble_id = e.id)), 0)::int AS count
     FROM ensemble e WHERE ${isMeasurable}`,
    [o.datasetId, o.hash, o.codeVersion],
  );
  return row!.count;
}
