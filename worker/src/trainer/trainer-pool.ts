import { DomainError } from '@engram/core';
import type { TaskProgress, TaskResults, TrainerOptions, TrainerTask } from './protocol.ts';
import { TrainerCrash, TrainerProcess } from './trainer-process.ts';

/** A trainer without work gives its memory back after this long. */
const idleMs = 60_000;
/** A task whose trainer crashed starts again in a new one, this many times in all. */
const maxAttempts = 3;

const nameOf = (task: TrainerTask): string =>
  task.kind === 'estimate' ? 'The estimate' : `Encoder ${task.encoder}`;

interface Seat {
  trainer: TrainerProcess | null;
  busy: boolean;
  idleTimer: NodeJS.Timeout | undefined;
}

/** The trainer processes of a worker: started when first needed, one task each at a time, replaced when they die. */
export class TrainerPool {
  private readonly seats: Seat[];
  private readonly waiting: ((seat: Seat) => void)[] = [];
  private closed = false;

  constructor(
    private readonly options: TrainerOptions,
    readonly size: number,
  ) {
    this.seats = Array.from({ length: size }, () => ({ trainer: null, busy: false, idleTimer: undefined }));
  }

  /**
   * Carries out a task as soon as a trainer is free.
   * @throws DomainError of the task; CANCELLED when the signal fires; INTERNAL when its trainer crashed again and again.
   */
  async run<K extends TrainerTask['kind']>(
    task: Extract<TrainerTask, { kind: K }>,
    o: { signal: AbortSignal; onProgress(progress: TaskProgress): void },
  ): Promise<TaskResults[K]> {
    const seat = await this.take();
    try {
      for (let attempt = 1; ; attempt++) {
        if (o.signal.aborted) throw new DomainError('CANCELLED', 'The task was cancelled.');
        // A closed pool answers nobody.
        if (this.closed) return await new Promise<never>(() => {});
        if (!seat.trainer?.alive) seat.trainer = new TrainerProcess(this.options);
        try {
          return await seat.trainer.run<K>(task, o);
        } catch (error) {
          if (!(error instanceof TrainerCrash)) throw error;
          if (attempt >= maxAttempts)
            throw new DomainError(
              'INTERNAL',
              `${nameOf(task)} could not be computed: ${error.message} It was tried ${maxAttempts} times. ` +
                'If the machine is short of memory, lower ENGRAM_THREADS, or start a new run with a smaller batch.',
              { cause: error },
            );
        }
      }
    } finally {
      this.release(seat);
    }
  }

  /** Process ids of the trainers alive now. */
  processIds(): number[] {
    return this.seats.flatMap(({ trainer }) => (trainer?.alive ? (trainer.processId ?? []) : []));
  }

  /** Ends all trainers. Tasks under way are left unanswered for ever, so that their workflows stay pending. */
  close(): void {
    this.closed = true;
    for (const seat of this.seats) {
      clearTimeout(seat.idleTimer);
      seat.trainer?.abandon();
      seat.trainer = null;
    }
  }

  private take(): Promise<Seat> {
    // A closed pool leaves its callers waiting, as it does those whose task it dropped.
    if (this.closed) return new Promise(() => {});
    // A seat whose trainer is warm is better than one that has to start.
    const free = this.seats.filter((seat) => !seat.busy);
    const seat = free.find(({ trainer }) => trainer?.alive) ?? free[0];
    if (!seat) return new Promise((resolve) => this.waiting.push(resolve));
    seat.busy = true;
    clearTimeout(seat.idleTimer);
    return Promise.resolve(seat);
  }

  private release(seat: Seat): void {
    if (this.closed) return;
    const next = this.waiting.shift();
    if (next) {
      next(seat);
      return;
    }
    seat.busy = false;
    seat.idleTimer = setTimeout(() => {
      seat.trainer?.abandon();
      seat.trainer = null;
    }, idleMs);
    seat.idleTimer.unref();
  }
}
