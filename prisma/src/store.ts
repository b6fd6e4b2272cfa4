import type pg from 'pg';
import type { Purpose } from './database/connection-budget.ts';
import type { PrismaClient } from './generated/client.ts';

export interface StoreOptions {
  /** ENGRAM_HOME: the embedded database, thumbnails and checkpoints live here. */
  home: string;
  /** A team's PostgreSQL (14 to 18); without it the embedded one in `home` is started or joined. */
  databaseUrl?: string;
  /** Most connections of this process's pool; when left out, two a core, 4 to 10, or fewer where the server has fewer left. */
  maxConnections?: number;
  /** What the process will do: decides how many connections it needs at least; `command` when left out. */
  purpose?: Purpose;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
  /** Where files lie that several machines need (ENGRAM_ARTIFACTS): of a new store it decides, of another it must be right. */
  artifacts?: string;
  /** Most bytes that copies of such files take in `home`, where they are kept elsewhere. */
  cacheBytes?: number;
}

export interface Store {
  readonly kind: 'embedded' | 'external';
  readonly home: string;
  /** With the password: never print it; `describeStore` gives an address that may be shown. */
  readonly url: string;
  /** The schema of all of the store's tables, and the search path of every connection of `pool`. */
  readonly schema: string;
  /** Database of the workflow queue's own tables, on the same server. */
  readonly systemUrl: string;
  /** The schema there that holds them. */
  readonly queueSchema: string;
  /** Whether a connection pooler stands before the server. */
  readonly isPooled: boolean;
  /** Most connections to the queue. */
  readonly queueConnections: number;
  /** Most connections of a worker's own pool. */
  readonly workerConnections: number;
  /** Most bytes of copies in `home` of artifacts that are kept elsewhere. */
  readonly cacheBytes: number;
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Cancels its statements, see `limitedBy`. */
  readonly signal?: AbortSignal;
  /** Waits until one more connection may be taken, see `limitedBy`; what it gives is called when the connection is given back. */
  readonly acquireSlot?: () => Promise<() => void>;
  /** Ends the pool; the last process to close the embedded database stops it. */
  close(): Promise<void>;
}
