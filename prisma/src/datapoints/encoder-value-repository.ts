import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

export interface EncoderValueKey {
  runId: string;
  index: number;
}

/** What a run measured of one datapoint under one of its encoders. */
export interface EncoderValueRow extends EncoderValueKey {
  /** Index of the encoder. */
  encoder: number;
  isTrainedOnIt: boolean;
  value: number;
}

/**
 * The values of datapoints in finished runs, encoder by encoder; none where a run keeps none, as for scores made elsewhere. One
 * statement; it counts the run's datapoints below each index, since values and masks stand in that order.
 */
export async function findByKeys(store: Store, keys: readonly EncoderValueKey[]): Promise<EncoderValueRow[]> {
  const known = keys.filter((key) => isUuid(key.runId));
  const rows = await query<Omit<EncoderValueRow, 'value'> & { bytes: Buffer }>(
    store,
    `SELECT k.run_id AS "runId", k.index, m.index AS encoder, get_byte(e.trained_on, p.place) = 1 AS "isTrainedOnIt",
       substring(m.alignment FROM 8 * p.place + 1 FOR 8) AS bytes
     FROM (SELECT DISTINCT * FROM unnest($1::uuid[], $2::int4[])) AS k(run_id, index)
     JOIN run r ON r.id = k.run_id AND r.status = 'SUCCEEDED'
     JOIN score s ON (s.run_id, s.index) = (k.run_id, k.index)
     CROSS JOIN LATERAL (
       SELECT count(*)::int4 AS place FROM score b WHERE b.run_id = k.run_id AND b.index < k.index) p
     JOIN encoder_measurement m ON m.run_id = r.id
     JOIN encoder e ON (e.ensemble_id, e.index) = (r.ensemble_id, m.index)
     WHERE octet_length(m.alignment) >= 8 * (p.place + 1) AND octet_length(e.trained_on) > p.place
     ORDER BY k.run_id, k.index, m.index`,
    [known.map((key) => key.runId), known.map((key) => key.index)],
  );
  return rows.map(({ bytes, ...row }) => ({ ...row, value: bytes.readDoubleLE(0) }));
}
