import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DBOSClient } from '@dbos-inc/dbos-sdk';
import type { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import { queueFor, workflowNames } from '@engram/core';
import { queue, type Store } from '@engram/store';
import type pg from 'pg';

export const version = 'bench';
const sampleMs = 500;

/** The queue's table, with jobs as the command queues them. */
export class Jobs {
  private constructor(
    private readonly client: DBOSClient,
    /** Of its own: what it asks is not counted, and does not wait for workers. */
    private readonly pool: pg.Pool,
    private readonly schema: string,
  ) {}

  /** @param pool for DBOS's own statements */
  static async create(store: Store, pool: pg.Pool): Promise<Jobs> {
    const client = await DBOSClient.create({
      ...queue.systemSettings(store, pool),
      applicationName: queue.applicationName,
      logger: { info() {}, debug() {}, warn() {}, error() {} },
    });
    const own = queue.openSystemPool(store, { maxConnections: 2, applicationName: 'bench figures' });
    return new Jobs(client, own, store.queueSchema);
  }

  /** DBOS's own statements. */
  get database(): SystemDatabase {
    return (this.client as unknown as { systemDatabase: SystemDatabase }).systemDatabase;
  }

  enqueue(): Promise<unknown> {
    const job = { runId: randomUUID(), ensembleId: randomUUID(), encoder: 7, configHash: '0'.repeat(64) };
    return this.client.enqueue(
      { queueName: queueFor('train', null), workflowName: workflowNames.trainEncoder, appVersion: version },
      job,
    );
  }

  /** Empties the table and puts copies of one real job into it. */
  async fill(count: number): Promise<void> {
    await this.pool.query(`TRUNCATE "${this.schema}".workflow_status CASCADE`);
    if (count === 0) return;
    await this.enqueue();
    const { rows } = await this.pool.query<{ column: string }>(
      `SELECT quote_ident(column_name) AS column FROM information_schema.columns
       WHERE table_schema = $1 AND table_name = 'workflow_status' AND is_generated = 'NEVER'`,
      [this.schema],
    );
    const columns = rows.map(({ column }) => column);
    const values = columns.map((column) => {
      if (column === 'workflow_uuid') return 'gen_random_uuid()::text';
      return column === 'created_at' ? 'created_at - 1000000 + n' : column;
    });
    await this.pool.query(
      `INSERT INTO "${this.schema}".workflow_status (${columns.join()}) SELECT ${values.join()}
       FROM "${this.schema}".workflow_status, generate_series(1, $1::int) AS n`,
      [count - 1],
    );
    await this.pool.query(`VACUUM ANALYZE "${this.schema}".workflow_status`);
  }

  /** Queues jobs until stopped. */
  arrive(perSecond: number): { stop(): Promise<void> } {
    let isOver = false;
    const arriving = (async () => {
      while (!isOver) {
        await this.enqueue();
        await sleep(1000 / perSecond);
      }
    })();
    return {
      async stop() {
        isOver = true;
        await arriving;
      },
    };
  }

  /** How long jobs waited that were begun, by the server's clock; those that were there before `sinceMs`, from then on. */
  async latenciesMs(sinceMs = 0): Promise<number[]> {
    const { rows } = await this.pool.query<{ ms: number }>(
      `SELECT (started_at_epoch_ms - greatest(created_at, $1::float8))::float8 AS ms FROM "${this.schema}".workflow_status
       WHERE started_at_epoch_ms IS NOT NULL`,
      [sinceMs],
    );
    return rows.map(({ ms }) => ms);
  }

  async sizeBytes(): Promise<number> {
    const { rows } = await this.pool.query<{ bytes: string }>(
      `SELECT sum(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname = $1 AND relkind = 'r'`,
      [this.schema],
    );
    return Number(rows[0]!.bytes);
  }

  /** The server's clock. */
  async nowMs(): Promise<number> {
    const { rows } = await this.pool.query<{ ms: number }>(
      'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms',
    );
    return rows[0]!.ms;
  }

  vacuum(): Promise<unknown> {
    return this.pool.query('VACUUM');
  }

  /** @returns how many sessions waited for a lock, on average, until `isOver` */
  async watchLocks(isOver: () => boolean): Promise<number> {
    let samples = 0;
    let waiting = 0;
    while (!isOver()) {
      const { rows } = await this.pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      samples += 1;
      waiting += rows[0]!.count;
      await sleep(sampleMs);
    }
    return Number((waiting / samples).toFixed(2));
  }

  async close(): Promise<void> {
    await this.client.destroy();
    await this.pool.end();
  }
}
