import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { queueFor, queueNames } from '@engram/core';
import { workers, type Store } from '@engram/store';
import { countPeers, ifDead, lostAmong } from '../../worker/src/workflows/liveness/liveness.ts';
import { leastQueueLookMs, recoveryLookMs } from '../../worker/src/workflows/liveness/looks.ts';
import { version, type Jobs } from './jobs.ts';

const trainingMs = 5_000;
const beatMs = 2_000;
const labels = ['onnxruntime', 'cpu'];
const queues = [
  ...[queueNames.experiments, queueFor('runs', null), queueFor('train', null)].map((name) => ({
    name,
    everyMs: 100,
  })),
  ...labels
    .flatMap((label) => [queueFor('runs', label), queueFor('train', label)])
    .map((name) => ({ name, everyMs: 500 })),
];

/** What worker processes send to the database, from one process. */
export class SimulatedWorkers {
  readonly ended: Promise<unknown>;
  #isOver = false;
  #onStop!: () => void;
  readonly #seen = { done: 0, due: 0, ended: 0, recoveries: 0 };
  readonly #loops: Promise<void>[] = [];
  readonly #ids: string[];

  constructor(
    private readonly store: Store,
    private readonly jobs: Jobs,
    private readonly o: { count: number; isBefore: boolean },
  ) {
    this.#ids = Array.from({ length: o.count }, () => `worker-${randomUUID()}`);
    this.ended = new Promise<void>((resolve) => (this.#onStop = resolve)).then(() =>
      Promise.all(this.#loops),
    );
  }

  async start(): Promise<void> {
    const session = await this.store.pool.connect();
    for (const id of this.#ids)
      await session.query('SELECT pg_advisory_lock($1, hashtext($2))', [workers.executorFamily, id]);
    // One session stands for all: it gives a sign of life for each.
    this.#loops.push(
      (async () => {
        while (!this.#isOver) {
          await session.query('SELECT');
          await sleep(beatMs / this.o.count);
        }
        await session.query('SELECT pg_advisory_unlock_all()');
        session.release();
      })(),
    );
    for (const id of this.#ids) this.#begin(id);
  }

  stop(): SimulatedWorkers['seenSoFar'] {
    const seen = this.seenSoFar;
    this.#isOver = true;
    this.#onStop();
    return seen;
  }

  get seenSoFar(): { done: number; due: number; ended: number; recoveries: number } {
    return { ...this.#seen };
  }

  #begin(id: string): void {
    const { database } = this.jobs;
    const state = { running: 0 };
    const queueMs = this.o.isBefore ? 0 : leastQueueLookMs(this.o.count);
    for (const { name, everyMs } of queues)
      this.#repeat(Math.max(everyMs, queueMs), async () => {
        const limit = name.startsWith(queueNames.train) ? 2 : 1;
        const claimed = await database.findAndMarkStartableWorkflows(
          { name, workerConcurrency: limit } as never,
          id,
          version,
          undefined,
          state.running,
          0,
          randomUUID(),
        );
        state.running += claimed.length;
        for (const job of claimed) void this.#train(job).finally(() => (state.running -= 1));
      });
    this.#repeat(1_000, async () => void (await database.listQueues()));
    this.#repeat(1_000, () => database.transitionDelayedWorkflows());
    this.#repeat(this.o.isBefore ? 2_000 : recoveryLookMs(this.o.count), () => this.#recover(id));
  }

  /** A step and its output, as DBOS stores them. */
  async #train(job: string): Promise<void> {
    const begunMs = Date.now();
    await sleep(trainingMs, undefined, { ref: false });
    if (this.#isOver) return;
    const { database } = this.jobs;
    const output = JSON.stringify({ kind: 'finished' });
    await database.recordOperationResult(job, 0, 'train', true, begunMs, Date.now(), { output });
    await database.recordWorkflowOutput(job, { output, completedAt: Date.now() } as never);
    this.#seen.ended += 1;
  }

  async #recover(id: string): Promise<void> {
    const pending = await this.jobs.database.listWorkflows({
      status: 'PENDING',
      applicationVersion: version,
      loadInput: false,
      loadOutput: false,
    } as never);
    const others = [...new Set(pending.flatMap(({ executorId }) => executorId ?? []))].filter(
      (one) => one !== id,
    );
    if (this.o.isBefore) for (const other of others) await ifDead(this.store, other, async () => undefined);
    else {
      await countPeers(this.store, 'bench');
      await lostAmong(this.store, others);
    }
    this.#seen.recoveries += 1;
  }

  /** Again and again; a look that is late makes the next one late, as in a worker. */
  #repeat(everyMs: number, look: () => Promise<void>): void {
    this.#loops.push(
      (async () => {
        await sleep(Math.random() * everyMs);
        while (!this.#isOver) {
          const begun = performance.now();
          await look().catch((error: unknown) => {
            if (!this.#isOver) console.error(String(error));
          });
          this.#seen.done += 1;
          this.#seen.due += Math.max(1, (performance.now() - begun + everyMs) / everyMs);
          await sleep(everyMs * (0.95 + Math.random() / 10));
        }
      })(),
    );
  }
}
