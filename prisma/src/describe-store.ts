import { addressOf } from './database/address-for-people.ts';
import { supportedVersions } from './database/assert-server.ts';
import { capacityLeft } from './database/capacity-left.ts';
import { leastConnections, totalOf } from './database/connection-budget.ts';
import { mapped } from './statements/map-errors.ts';
import { query } from './statements/query.ts';
import type { Store } from './store.ts';

export interface StoreDescription {
  kind: 'embedded' | 'external';
  /** Of the server, such as 18.4. */
  version: string;
  /** false for a version newer than those that Engram was tried with. */
  tested: boolean;
  sizeBytes: number;
  /** host:port/database, without user and password. */
  address: string;
  role: string;
  isSuperuser: boolean;
  encoding: string;
  encrypted: boolean;
  /** Holds all of the store's tables. */
  schema: string;
  /** Where the workflow queue lies. */
  queue: { address: string; schema: string };
  connections: {
    /** Further ones that the role may open now, and what limits them. */
    free: number;
    limit: string;
    /** Most that a process uses which serves and works. */
    most: number;
    /** Fewest with which each command goes on. */
    least: typeof leastConnections;
  };
}

/** What `engram doctor` shows. */
export async function describeStore(store: Store): Promise<StoreDescription> {
  const [row] = await query<{
    version: string;
    major: number;
    sizeBytes: number;
    role: string;
    isSuperuser: boolean;
    encoding: string;
    encrypted: boolean;
  }>(
    store,
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major,
       pg_database_size(current_database())::float8 AS "sizeBytes", current_user::text AS role,
       current_setting('is_superuser')::bool AS "isSuperuser", current_setting('server_encoding') AS encoding,
       coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted`,
  );
  const { major, ...facts } = row!;
  const most = totalOf({
    store: store.pool.options.max,
    worker: store.workerConnections,
    queue: store.queueConnections,
  });
  const capacity = await mapped(store.url, () => capacityLeft(store, { role: facts.role, wanted: most }));
  return {
    kind: store.kind,
    ...facts,
    tested: major <= supportedVersions.newest,
    address: addressOf(store.url),
    schema: store.schema,
    queue: { address: addressOf(store.systemUrl), schema: store.queueSchema },
    connections: {
      ...capacity,
      most,
      least: leastConnections,
    },
  };
}
