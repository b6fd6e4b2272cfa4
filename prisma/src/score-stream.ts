import { isUuid } from './address.ts';
import { mapError } from './map-errors.ts';
import { storedScoreJoins, storedScoreSelect, type StoredScore } from './stored-score.ts';
import type { Store } from './store.ts';

/** Rows held at a time. */
const batchSize = 2000;

/**
 * All scores of a run by index, read through a cursor: memory does not grow with the run. It holds one connection of the pool
 * until it is read to its end or left (`break` is enough).
 */
export async function* stream(store: Store, runId: string): AsyncGenerator<StoredScore, void, void> {
  if (!isUuid(runId)) return;
  let broken: Error | undefined;
  try {
    const client = await store.pool.connect();
    try {
      await client.query('BEGIN READ ONLY');
      await client.query(
        `DECLARE score_stream NO SCROLL CURSOR FOR
         SELECT ${storedScoreSelect} FROM score s ${storedScoreJoins} WHERE s.run_id = $1 ORDER BY s.index`,
        [runId],
      );
      for (;;) {
        const { rows } = await client.query<StoredScore>(`FETCH ${batchSize} FROM score_stream`);
        yield* rows;
        if (rows.length < batchSize) break;
      }
    } finally {
      await client.query('ROLLBACK').catch((error: Error) => (broken = error));
      client.release(broken);
    }
  } catch (error) {
    throw mapError(error, store.url);
  }
}
