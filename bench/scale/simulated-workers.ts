import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { queueFor, queueNames } from '@engram/core';
import type { Store } from '@engram/store';
import { atMostEvery } from '../../worker/src/workflows/queues/at-most-every.ts';
import { newExecutorId } from '../../worker/src/workflows/liveness/executor-id.ts';
import { holdLiveness, type Liveness } from '../../worker/src/workflows/liveness/liveness.ts';
import { leastQueueLookMs } from '../../worker/src/workflows/liveness/looks.ts';
import type { LostExecutors } from '../../worker/src/workflows/liveness/lost-executors.ts';
import { pendingWorkflows } from '../../worker/src/workflows/liveness/pending-workflows.ts';
import { lostExecutors } from '../../worker/src/workflows/liveness/recovery.ts';
import { version, type Jobs } from './jobs.ts';
import { Trainings } from './trainings.ts';

/** Of a worker with two trainers: one job more than it trains. */
const claimedAtOnce = 3;
const trainers = 2;
/** Liveness sessions opened side by side. */
const openedAtOnce = 20;
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

/** What worker processes send to the database, from one process. Each has its own session that says it is alive, and trains by sleeping. */
export class SimulatedWorkers {
  readonly #seen = { done: 0, due: 0, failed: 0 };
  readonly #loops: Promise<void>[] = [];
  readonly #alive: Liveness[] = [];
  readonly #trainings: Trainings[] = [];
  readonly #lost: LostExecutors[] = [];
  #isOver = false;

  constructor(
    private readonly store: Store,
    private readonly jobs: Jobs,
    private readonly o: { count: number; trainingMs: number },
  ) {}

  async start(): Promise<void> {
    const ids = Array.from({ length: this.o.count }, () => newExecutorId());
    for (let at = 0; at < ids.length; at += openedAtOnce)
      this.#alive.push(
        ...(await Promise.all(ids.slice(at, at + openedAtOnce).map((executorId) => this.#live(executorId)))),
      );
    for (const id of ids) this.#begin(id);
  }

  /** Looks at the database that were done, due, and failed; trainings that ended; how long trainers waited between two of them. */
  get seenSoFar(): {
    done: number;
    due: number;
    failed: number;
    recoveries: number;
    ended: number;
    idleMs: number[];
  } {
    return {
      ...this.#seen,
      recoveries: this.#lost.reduce((sum, { looksAtAll }) => sum + looksAtAll, 0),
      ended: this.#trainings.reduce((sum, { ended }) => sum + ended, 0),
      idleMs: this.#trainings.flatMap(({ idleMs }) => idleMs),
    };
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all([...this.#loops, ...this.#trainings.map((one) => one.stop())]);
    await Promise.all(this.#alive.map((one) => one.release()));
  }

  #live(executorId: string): Promise<Liveness> {
    return holdLiveness(this.store, {
      ...{ executorId, codeVersion: version, log: () => {}, onReplaced: () => {} },
      ...{ hasLostWork: () => Promise.resolve(false), isStopping: () => this.#isOver },
    });
  }

  #begin(id: string): void {
    const { database } = this.jobs;
    const trainings = new Trainings(database, { trainers, trainingMs: this.o.trainingMs });
    this.#trainings.push(trainings);
    const queueMs = leastQueueLookMs(this.o.count);
    for (const { name, everyMs } of queues)
      this.#repeat(Math.max(everyMs, queueMs), async () => {
        const isTraining = name.startsWith(queueNames.train);
        const claimed = await database.findAndMarkStartableWorkflows(
          { name, workerConcurrency: isTraining ? claimedAtOnce : 1 } as never,
          id,
          version,
          undefined,
          isTraining ? trainings.claimed : 0,
          0,
          randomUUID(),
        );
        trainings.add(claimed);
      });
    const listQueues = atMostEvery(() => queueMs, database.listQueues.bind(database));
    const transition = atMostEvery(() => queueMs, database.transitionDelayedWorkflows.bind(database));
    this.#repeat(1_000, async () => void (await listQueues(undefined)));
    this.#repeat(1_000, () => transition());
    const lost = lostExecutors(
      { store: this.store, codeVersion: version, executorId: id },
      database.listWorkflows.bind(database),
    );
    this.#lost.push(lost);
    this.#repeat(
      () => lost.pauseMs,
      async () => {
        if (lost.isOwnDue) await database.listWorkflows(pendingWorkflows(version, id));
        await lost.look();
      },
    );
  }

  /** Again and again; a look that is late makes the next one late, as in a worker. */
  #repeat(every: number | (() => number), look: () => Promise<void>): void {
    const everyNow = typeof every === 'number' ? () => every : every;
    this.#loops.push(
      (async () => {
        await this.#pause(Math.random() * everyNow());
        while (!this.#isOver) {
          const begun = performance.now();
          const everyMs = everyNow();
          await look().then(
            () => (this.#seen.done += 1),
            () => (this.#seen.failed += 1),
          );
          this.#seen.due += Math.max(1, (performance.now() - begun + everyMs) / everyMs);
          await this.#pause(everyMs * (0.95 + Math.random() / 10));
        }
      })(),
    );
  }

  /** In parts, so that it ends soon after all is over. */
  async #pause(ms: number): Promise<void> {
    for (let left = ms; left > 0 && !this.#isOver; left -= 500) await sleep(Math.min(left, 500));
  }
}
