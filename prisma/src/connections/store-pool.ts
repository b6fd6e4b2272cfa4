import { DomainError } from '@engram/core';
import pg from 'pg';
import { GuardedClient } from './guarded-client.ts';
import { connectionTimeoutMs, keepAlive } from './settings.ts';

export interface PoolOptions {
  maxConnections: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
}

type Callback = Parameters<pg.Pool['connect']>[0];

/** A pool of guarded connections, which names truly why none could be had. */
export class StorePool extends pg.Pool {
  constructor(
    url: string,
    { maxConnections, applicationName }: PoolOptions,
    Client: typeof GuardedClient = GuardedClient,
  ) {
    super({
      connectionString: url,
      max: maxConnections,
      application_name: applicationName,
      connectionTimeoutMillis: connectionTimeoutMs,
      idleTimeoutMillis: 30_000,
      ...keepAlive,
      Client,
    });
    // An idle connection that is lost (a restarted server) is dropped; the next query opens another.
    this.on('error', () => undefined);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    if (!callback)
      return super.connect().catch((error: Error) => {
        throw this.named(error);
      });
    super.connect((error, client, done) => callback(error && this.named(error), client, done));
    return undefined;
  }

  /** pg says "timeout exceeded when trying to connect" where it did not try: all connections were taken. */
  private named(error: Error): Error {
    if (error.message !== 'timeout exceeded when trying to connect') return error;
    return new DomainError(
      'OVERLOADED',
      `All ${this.options.max} database connections of this process were in use for ${connectionTimeoutMs / 1000} s. ` +
        'Try again later, or send fewer requests at a time.',
      { cause: error },
    );
  }
}
