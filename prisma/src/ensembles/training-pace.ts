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
  createdAt: Date;
}

/**
 * The last encoders trained here with this encoder, a few an ensemble: what predictions are made from. Those on datapoints of the shape of this
 * dataset and of this method, or else of this shape, of this method, or any: the time of a step is mostly the encoder's and its input's.
 */
export async function trainingSamples(
  store: Store,
  { dataset, method, encoder }: Pick<EnsembleConfig, 'dataset' | 'method' | 'encoder'>,
): Promise<TrainedSample[]> {
  const rows = await query<Omit<TrainedSample, 'datapoints'> & { trainedOn: Buffer; likeness: number }>(
    store,
    `SELECT e.config, e.likeness, x.* FROM (
       SELECT e.id, e.config, e.created_at, 2 * coalesce((d.width, d.height, d.channels) = (w.width, w.height, w.channels), false)::int
         + (e.method_key = $2)::int AS likeness
       FROM ensemble e JOIN dataset d ON d.id = e.dataset_id LEFT JOIN dataset w ON w.slug = $3
       WHERE e.origin = 'TRAINED' AND e.config->'encoder' = $1::jsonb AND EXISTS (SELECT FROM encoder WHERE ensemble_id = e.id)
       ORDER BY likeness DESC, e.created_at DESC LIMIT 20) e
     CROSS JOIN LATERAL (
       SELECT train_duration_ms AS "trainDurationMs", checkpoint_size_bytes AS "checkpointSizeBytes", trained_on AS "trainedOn", created_at AS "createdAt"
       FROM encoder WHERE ensemble_id = e.id ORDER BY index DESC LIMIT 4) x
     ORDER BY e.likeness DESC, e.created_at DESC, e.id`,
    [JSON.stringify(encoder), method.key, dataset],
  );
  return rows
    .filter(({ likeness }) => likeness === rows[0]!.likeness)
    .map(({ trainedOn, likeness: _, ...row }) => ({
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
