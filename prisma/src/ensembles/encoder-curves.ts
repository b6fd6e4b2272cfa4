import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { EncoderRow } from './encoder-row.ts';
import type { Store } from '../store.ts';

/** How the training of an encoder went, without what it made of each datapoint. */
export interface EncoderCurves extends Pick<
  EncoderRow,
  | 'runId'
  | 'index'
  | 'finalLoss'
  | 'lossHistory'
  | 'alignmentHistory'
  | 'trainDurationMs'
  | 'scoreDurationMs'
  | 'engine'
> {
  /** Number of datapoints in its inclusion mask. */
  trainedOnCount: number;
}

/** The first `most` finished encoders of each run, by index; one statement for all runs. */
export async function curvesOf(
  store: Store,
  runIds: readonly string[],
  most: number,
): Promise<EncoderCurves[]> {
  return query(
    store,
    `SELECT r.id AS "runId", e.index, final_loss AS "finalLoss", loss_history AS "lossHistory",
       alignment_history AS "alignmentHistory", train_duration_ms AS "trainDurationMs",
       e."scoreDurationMs", e.engine, bit_count(trained_on)::int4 AS "trainedOnCount"
     FROM run r
     CROSS JOIN LATERAL (
       SELECT t.*, m.duration_ms AS "scoreDurationMs" FROM encoder_measurement m
       JOIN encoder t ON (t.ensemble_id, t.index) = (r.ensemble_id, m.index)
       WHERE m.run_id = r.id ORDER BY m.index LIMIT $2) e
     WHERE r.id = ANY($1::uuid[]) ORDER BY r.id, e.index`,
    [[...new Set(runIds.filter(isUuid))], most],
  );
}
