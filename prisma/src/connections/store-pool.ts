import { DomainError } from '@engram/core';
import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientConfigOf } from '../database/client-config.ts';
import { escapeIdentifier } from './escape.ts';
import { GuardedClient } from './guarded-client.ts';
import { sqlState } from '../statements/sql-state.ts';

export interface PoolOptions {
  maxConnections: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Set as the search path of every connection; left as the server has it when undefined. */
  schema?: string;
}

/** How long a connection is asked for while the server has none to give and we have none. */
const patienceMs = 10_000;
/** After which time a pool that made do with fewer connections tries to have more again. */
const restoreMs = 30_000;

type Callback = Parameters<pg.Pool['connect']>[0];

/**
 * A pool of guarded connections, which names truly why none could be had. When the server has no more for us, whoever asks waits
 * for one of those that we have.
 */
export class StorePool extends pg.Pool {
  readonly #wanted: number;

  constructor(
    url: string,
    { maxConnections, applicationName, schema }: PoolOptions,
    Client: typeof GuardedClient = GuardedClient,
  ) {
    super({
      ...clientConfigOf(url),
      max: maxConnections,
      application_name: applicationName,
      idleTimeoutMillis: 30_000,
      ...(schema !== undefined && { onConnect: (client: pg.ClientBase) => prepareSession(client, schema) }),
      Client,
    });
    this.#wanted = maxConnections;
    // An idle connection that is lost (a restarted server) is dropped; the next query opens another.
    this.on('error', () => undefined);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const taken = this.#take();
    if (!callback) return taken;
    taken.then(
      (client) => process.nextTick(callback, undefined, client, client.release.bind(client)),
      (error: Error) => process.nextTick(callback, error, undefined, () => undefined),
    );
    return undefined;
  }

  async #take(): Promise<pg.PoolClient> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      try {
        return await super.connect();
      } catch (error) {
        if (sqlState(error) !== '53300') throw this.named(error as Error);
        if (this.totalCount > 0) this.#makeDo();
        else if (performance.now() > deadline || this.ending) throw error;
        else await sleep(100 + 200 * Math.random());
      }
    }
  }

  #makeDo(): void {
    this.options.max = Math.max(1, this.totalCount);
    setTimeout(() => (this.options.max = this.#wanted), restoreMs).unref();
  }

  /** pg says "timeout exceeded when trying to connect" where it did not try: all connections were taken. */
  private named(error: Error): Error {
    if (error.message !== 'timeout exceeded when trying to connect') return error;
    return new DomainError(
      'OVERLOADED',
      `All ${this.options.max} database connections of this process were in use for ${this.options.connectionTimeoutMillis! / 1000} s. ` +
        'Try again later, or send fewer requests at a time.',
      { cause: error },
    );
  }
}

/** The schema, and what a role or database may have set otherwise and reading dates and retrying transactions rely on. */
async function prepareSession(client: pg.ClientBase, schema: string): Promise<void> {
  await client.query(
    `SET search_path TO ${escapeIdentifier(schema)}; SET DateStyle TO ISO; SET default_transaction_isolation TO 'read committed'`,
  );
}
