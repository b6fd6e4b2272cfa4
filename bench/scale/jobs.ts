import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DBOSClient } from '@dbos-inc/dbos-sdk';
import type { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';
import { queueFor, workflowNames } from '@engram/core';
import { queue, type Store } from '@engram/store';
import type pg from 'pg';

export const version = 'bench';
const sampleMs = 100;

/** The queue's table, with jobs as the command queues them. */
export class Jobs {
  private constructor(
    private readonly client: DBOSClient,
    private readonly pool: pg.Pool,
    private readonly schema: string,
  ) {}

  static async create(store: Store, pool: pg.Pool): Promise<Jobs> {
    const client = await DBOSClient.create({
      ...queue.systemSettings(store, pool),
      applicationName: queue.applicationName,
      logger: { info() {}, debug() {}, warn() {}, error() {} },
    });
    return new Jobs(client, pool, store.queueSchema);
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
  async fill(count: number, status: 'SUCCESS' | 'ENQUEUED'): Promise<void> {
    await this.pool.query(`TRUNCATE "${this.schema}".workflow_status CASCADE`);
    await this.enqueue();
    const { rows } = await this.pool.query<{ column: string }>(
      `SELECT quote_ident(column_name) AS column FROM information_schema.columns
       WHERE table_schema = $1 AND table_name = 'workflow_status' AND is_generated = 'NEVER'`,
      [this.schema],
    );
    const columns = rows.map(({ column }) => column);
    const values = columns.map((column) => {
      if (column === 'workflow_uuid') return 'gen_random_uuid()::text';
      if (column === 'status') return `'${status}'`;
      return column === 'created_at' ? 'created_at - 1000000 + n' : column;
    });
    await this.pool.query(
      `INSERT INTO "${this.schema}".workflow_status (${columns.join()}) SELECT ${values.join()}
       FROM "${this.schema}".workflow_status, generate_series(1, $1::int) AS n`,
      [count - 1],
    );
    await this.pool.query(`DELETE FROM "${this.schema}".workflow_status WHERE status = 'ENQUEUED' AND $1`, [
      status === 'SUCCESS',
    ]);
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

  /** How long jobs waited that were begun, by the table's own clock. */
  async latenciesMs(): Promise<number[]> {
    const { rows } = await this.pool.query<{ ms: number }>(
      `SELECT (started_at_epoch_ms - created_at)::float8 AS ms FROM "${this.schema}".workflow_status
       WHERE started_at_epoch_ms IS NOT NULL`,
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

  /** @returns how many sessions waited for a lock, on average */
  async watchLocks(durationMs: number): Promise<number> {
    const begun = performance.now();
    let samples = 0;
    let waiting = 0;
    while (performance.now() - begun < durationMs) {
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

  close(): Promise<void> {
    return this.client.destroy();
  }
}
