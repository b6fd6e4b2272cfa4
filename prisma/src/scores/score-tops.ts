import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import { storedScoreJoins, storedScoreSelect, type StoredScore } from './stored-score.ts';
import type { Store } from '../store.ts';

/** The `most` highest scores of each run, the highest first; read from the index by value, however long a run is. */
export async function tops(store: Store, runIds: readonly string[], most: number): Promise<StoredScore[]> {
  return query(
    store,
    `WITH picked AS (
       SELECT p.* FROM unnest($1::uuid[]) wanted CROSS JOIN LATERAL (
         SELECT s.* FROM score s WHERE s.run_id = wanted AND s.value IS NOT NULL
         ORDER BY s.value DESC NULLS LAST, s.index LIMIT $2) p)
     SELECT ${storedScoreSelect} FROM picked s ${storedScoreJoins} ORDER BY s.run_id, s.value DESC, s.index`,
    [runIds.filter(isUuid), most],
  );
}
