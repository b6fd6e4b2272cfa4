import { commandLine, DomainError } from '@engram/core';
import type { TaskProgress, TaskResults, TrainerOptions, TrainerTask } from './protocol.ts';
import { TrainerCrash, TrainerProcess } from './trainer-process.ts';
import { mostAtOnce } from './trainings-at-once.ts';

/** A trainer without work gives its memory back after this long. */
const idleMs = 60_000;
/** A task whose trainer ended, or whose engine failed, starts again in a new trainer, so many times in all. */
const maxAttempts = 2;

const nameOf = (task: TrainerTask): string =>
  'encoder' in task ? `Encoder ${task.encoder}` : `The ${task.kind} task`;

/** The process ended, or memory or a device failed it: a new process may succeed. */
const isFailureOfEngine = (error: unknown): error is Error =>
  error instanceof TrainerCrash || (error instanceof DomainError && error.code === 'ENGINE_FAILED');

const failedAgain = (task: TrainerTask, error: Error): DomainError =>
  new DomainError(
    'ENGINE_FAILED',
    `${nameOf(task)} could not be computed: ${error.message} It was tried ${maxAttempts} times. ` +
      'If memory ran out, lower ENGRAM_THREADS or ENGRAM_ENCODERS_AT_ONCE; if a graphics device was lost, wait until ' +
      `${commandLine('doctor')} finds it again, or choose another ENGRAM_ENGINE. Then resume the run; with less memory, start a new run with a smaller batch.`,
    { cause: error },
  );

interface Slot {
  trainer: TrainerProcess | null;
  /** Shares of it that are taken, of `tasksEach`. */
  running: number;
  idleTimer: NodeJS.Timeout | undefined;
}

/**
 * The trainer processes of a worker: started when first needed, one task each at a time, or as many as encoders train at once, and
 * replaced when they die.
 */
export class TrainerPool {
  private readonly slots: Slot[];
  private readonly waiting: { share: number; resolve: (slot: Slot) => void }[] = [];
  private closed = false;
  /** Tasks of one trainer at the same time. */
  private readonly tasksEach: number;

  constructor(
    private readonly options: TrainerOptions,
    readonly size: number,
  ) {
    this.tasksEach = options.encodersAtOnce === 'auto' ? mostAtOnce : options.encodersAtOnce;
    this.slots = Array.from({ length: size }, () => ({ trainer: null, running: 0, idleTimer: undefined }));
  }

  /**
   * Carries out a task as soon as a trainer is free.
   * @throws DomainError of the task; CANCELLED when the signal fires; ENGINE_FAILED when it failed of its engine in two trainers.
   */
  async run<K extends TrainerTask['kind']>(
    task: Extract<TrainerTask, { kind: K }>,
    o: { signal: AbortSignal; onProgress(progress: TaskProgress): void },
  ): Promise<TaskResults[K]> {
    // Only trainings of encoders share a graph; anything else has its trainer alone.
    const share = task.kind === 'train' ? 1 : this.tasksEach;
    const slot = await this.take(share);
    try {
      for (let attempt = 1; ; attempt++) {
        if (o.signal.aborted) throw new DomainError('CANCELLED', 'The task was cancelled.');
        // A closed pool answers nobody.
        if (this.closed) return await new Promise<never>(() => {});
        if (!slot.trainer?.alive) slot.trainer = new TrainerProcess(this.options);
        const { trainer } = slot;
        try {
          return await trainer.run<K>(task, o);
        } catch (error) {
          if (!isFailureOfEngine(error)) throw error;
          // What a device that was lost left behind in its process is of no use.
          trainer.kill();
          if (slot.trainer === trainer) slot.trainer = null;
          if (attempt >= maxAttempts) throw failedAgain(task, error);
        }
      }
    } finally {
      this.release(slot, share);
    }
  }

  /** Tasks that can be under way at the same time. */
  get mostTasks(): number {
    return this.size * this.tasksEach;
  }

  /** Starts trainers for so many tasks that are about to come, so that they do not wait for them one by one. */
  warm(tasks: number): void {
    if (this.closed) return;
    for (const slot of this.slots.slice(0, Math.ceil(tasks / this.tasksEach))) {
      if (slot.running > 0 || slot.trainer?.alive) continue;
      slot.trainer = new TrainerProcess(this.options);
      this.leaveIdle(slot);
    }
  }

  /** Process ids of the trainers alive now. */
  processIds(): number[] {
    return this.slots.flatMap(({ trainer }) => (trainer?.alive ? (trainer.processId ?? []) : []));
  }

  /** Ends all trainers. Tasks under way are left unanswered for ever, so that their workflows stay pending. */
  close(): void {
    this.closed = true;
    for (const slot of this.slots) {
      clearTimeout(slot.idleTimer);
      slot.trainer?.abandon();
      slot.trainer = null;
    }
  }

  private take(share: number): Promise<Slot> {
    // A closed pool leaves its callers waiting, as it does those whose task it dropped.
    if (this.closed) return new Promise(() => {});
    const slot = this.waiting.length === 0 && this.freeFor(share);
    return slot ? Promise.resolve(slot) : new Promise((resolve) => this.waiting.push({ share, resolve }));
  }

  /** The least busy that has room; of equals, one whose trainer is warm rather than one that has to start. */
  private freeFor(share: number): Slot | undefined {
    const [slot] = this.slots
      .filter(({ running }) => running + share <= this.tasksEach)
      .toSorted((a, b) => a.running - b.running || Number(!a.trainer?.alive) - Number(!b.trainer?.alive));
    if (!slot) return undefined;
    slot.running += share;
    clearTimeout(slot.idleTimer);
    return slot;
  }

  private release(slot: Slot, share: number): void {
    if (this.closed) return;
    slot.running -= share;
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      const free = this.freeFor(next.share);
      if (!free) break;
      this.waiting.shift();
      next.resolve(free);
    }
    if (slot.running === 0) this.leaveIdle(slot);
  }

  private leaveIdle(slot: Slot): void {
    clearTimeout(slot.idleTimer);
    slot.idleTimer = setTimeout(() => {
      slot.trainer?.abandon();
      slot.trainer = null;
    }, idleMs);
    slot.idleTimer.unref();
  }
}
