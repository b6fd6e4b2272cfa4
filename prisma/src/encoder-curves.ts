import { isUuid } from './address.ts';
import { query } from './query.ts';
import type { EncoderRow } from './encoder-repository.ts';
import type { Store } from './store.ts';

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
    `SELECT run_id AS "runId", index, final_loss AS "finalLoss", loss_history AS "lossHistory",
       alignment_history AS "alignmentHistory", train_duration_ms AS "trainDurationMs",
       score_duration_ms AS "scoreDurationMs", engine, bit_count(trained_on)::int4 AS "trainedOnCount"
     FROM unnest($1::uuid[]) AS r(id)
     CROSS JOIN LATERAL (SELECT * FROM encoder WHERE run_id = r.id ORDER BY index LIMIT $2) e
     ORDER BY run_id, index`,
    [[...new Set(runIds.filter(isUuid))], most],
  );
}
