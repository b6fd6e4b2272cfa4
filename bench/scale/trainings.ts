import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database';

/** The trainers of one worker. They sleep, and store a step and the output as DBOS does. */
export class Trainings {
  ended = 0;
  /** How long a trainer waited from the end of one training to the begin of the next. */
  readonly idleMs: number[] = [];
  readonly #waiting: string[] = [];
  readonly #idleSince: number[] = [];
  #underWay = 0;
  readonly #all = new Set<Promise<void>>();
  readonly #stopped = new AbortController();

  constructor(
    private readonly database: SystemDatabase,
    private readonly o: { trainers: number; trainingMs: number },
  ) {}

  /** Jobs that the worker has, trained now or next. */
  get claimed(): number {
    return this.#underWay + this.#waiting.length;
  }

  add(jobs: readonly string[]): void {
    this.#waiting.push(...jobs);
    this.#begin();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.all(this.#all);
  }

  #begin(): void {
    while (this.#underWay < this.o.trainers && this.#waiting.length > 0 && !this.#stopped.signal.aborted) {
      const since = this.#idleSince.shift();
      if (since !== undefined) this.idleMs.push(performance.now() - since);
      this.#underWay += 1;
      const training: Promise<void> = this.#train(this.#waiting.shift()!).finally(() => {
        this.#all.delete(training);
        this.#underWay -= 1;
        this.#begin();
      });
      this.#all.add(training);
    }
  }

  async #train(job: string): Promise<void> {
    const begunMs = Date.now();
    const isDone = await sleep(this.o.trainingMs, true, { signal: this.#stopped.signal }).catch(() => false);
    if (!isDone) return;
    this.#idleSince.push(performance.now());
    const output = JSON.stringify({ kind: 'finished' });
    await this.database.recordOperationResult(job, 0, 'train', true, begunMs, Date.now(), { output });
    await this.database.recordWorkflowOutput(job, { output, completedAt: Date.now() } as never);
    this.ended += 1;
  }
}
