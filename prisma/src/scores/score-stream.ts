import { isUuid } from '../database/address-for-people.ts';
import { liftTimeouts, rolledBack } from '../connections/connection.ts';
import { takeStoreConnection } from '../connections/store-connection.ts';
import { mapError } from '../statements/map-errors.ts';
import { storedScoreJoins, storedScoreSelect, type StoredScore } from './stored-score.ts';
import type { Store } from '../store.ts';

/** Rows held at a time. */
const batchSize = 2000;

/**
 * All scores of a run by index, read through a cursor: memory does not grow with the run. It holds one connection of the pool
 * until it is read to its end or left (`break` is enough).
 */
export async function* stream(store: Store, runId: string): AsyncGenerator<StoredScore, void, void> {
  if (!isUuid(runId)) return;
  try {
    yield* readThrough(store, runId);
  } catch (error) {
    throw mapError(error, store.url);
  }
}

async function* readThrough(store: Store, runId: string): AsyncGenerator<StoredScore, void, void> {
  const { client, release } = await takeStoreConnection(store);
  let failure: unknown;
  try {
    await client.query('BEGIN READ ONLY');
    // Between two batches the transaction waits for the reader, however slow.
    await liftTimeouts(client);
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
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    release(failure, !(await rolledBack(client)));
  }
}
