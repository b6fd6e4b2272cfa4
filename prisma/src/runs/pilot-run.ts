import type { RunConfig } from '@engram/core';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { runSelect, type RunRow } from './run-row.ts';

/** What a run may differ in from the one that is planned: its name, and how many encoders its design trains. */
const leftOut = "- 'name' #- '{estimator,encoders}' #- '{estimator,repetitions}'";

/** The published run with the most encoders whose configuration is this one but for their number; null where there is none. */
export async function findPilot(store: Store, config: RunConfig): Promise<RunRow | null> {
  const [row] = await query<RunRow>(
    store,
    `SELECT ${runSelect} FROM run WHERE status = 'SUCCEEDED' AND config ${leftOut} = $1::jsonb ${leftOut}
     ORDER BY encoder_count DESC, created_at DESC, id LIMIT 1`,
    [JSON.stringify(config)],
  );
  return row ?? null;
}
