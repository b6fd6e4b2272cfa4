import { addressOf } from './address.ts';
import { query } from './query.ts';
import type { Store } from './store.ts';

export interface StoreDescription {
  kind: 'embedded' | 'external';
  /** Of the server, such as 18.4. */
  version: string;
  sizeBytes: number;
  /** host:port/database, without user and password. */
  address: string;
}

/** What `engram doctor` shows. */
export async function describeStore(store: Store): Promise<StoreDescription> {
  const [row] = await query<{ version: string; sizeBytes: number }>(
    store,
    `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS "sizeBytes"`,
  );
  return { kind: store.kind, ...row!, address: addressOf(store.url) };
}
