import type pg from 'pg';
import type { PrismaClient } from './generated/client.ts';

export interface StoreOptions {
  /** ENGRAM_HOME: the embedded database, thumbnails and checkpoints live here. */
  home: string;
  /** A team's PostgreSQL (15 or later); without it the embedded one in `home` is started or joined. */
  databaseUrl?: string;
  /** Most connections of this process's pool; two a core, 4 to 10, when left out. */
  maxConnections?: number;
  /** Shown in pg_stat_activity. */
  applicationName?: string;
}

export interface Store {
  readonly kind: 'embedded' | 'external';
  readonly home: string;
  /** With the password: never print it; `describeStore` gives an address that may be shown. */
  readonly url: string;
  /** Database of the workflow queue's own tables, on the same server. */
  readonly systemUrl: string;
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** Cancels its statements, see `limitedBy`. */
  readonly signal?: AbortSignal;
  /** Ends the pool; the last process to close the embedded database stops it. */
  close(): Promise<void>;
}
