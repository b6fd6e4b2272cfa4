import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@engram/core';
import { forkAttached } from '@engram/store';
import type {
  FromTrainer,
  TaskProgress,
  TaskResults,
  TrainerOptions,
  TrainerTask,
  ToTrainer,
} from './protocol.ts';
import { errorOfFailure } from './task-failure.ts';

const entry = fileURLToPath(new URL('./trainer.mjs', import.meta.url));
/** How long a trainer may take to notice an abort before it is killed. */
const abortGraceMs = 3_000;

/**
 * MiB from which on V8 collects garbage in earnest. Arrays of numbers lie outside of its heap, where each block of representations and
 * each encoder leaves some; with V8's own start of some 30 MiB a trainer collected twice for each encoder (docs/performance.md).
 */
const initialHeapMib = 256;

/** A trainer process ended without an answer: killed from outside, out of memory, or a crash of its engine. */
export class TrainerCrash extends Error {
  override readonly name = 'TrainerCrash';
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: Error): void;
  onProgress(progress: TaskProgress): void;
}

/** The worker's handle of one trainer process. */
export class TrainerProcess {
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private failure: Error | null = null;
  private stderrTail = '';
  private silenced = false;

  constructor(options: TrainerOptions) {
    this.child = forkAttached(entry, [JSON.stringify(options)], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [`--initial-heap-size=${initialHeapMib}`],
    });
    this.child.stderr?.on('data', (text: Buffer) => {
      this.stderrTail = (this.stderrTail + text.toString()).slice(-2_000);
    });
    this.child.on('message', (message: FromTrainer) => this.hear(message));
    this.child.on('error', (error) => this.end(new TrainerCrash(error.message, { cause: error })));
    this.child.on('exit', (code, signal) => {
      const last = this.stderrTail.trim().split('\n').slice(-3).join(' ');
      this.end(
        new TrainerCrash(`a trainer process ended unexpectedly (${signal ?? `exit code ${code}`}). ${last}`),
      );
    });
  }

  get alive(): boolean {
    return this.failure === null;
  }

  get processId(): number | undefined {
    return this.child.pid;
  }

  /** Carries out a task; rejects with the trainer's DomainError, TrainerCrash, or CANCELLED after an abort. */
  run<K extends TrainerTask['kind']>(
    task: Extract<TrainerTask, { kind: K }>,
    o: { signal: AbortSignal; onProgress(progress: TaskProgress): void },
  ): Promise<TaskResults[K]> {
    if (this.failure) return Promise.reject(this.failure);
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      let killer: NodeJS.Timeout | undefined;
      const abort = (): void => {
        this.send({ kind: 'abort', id });
        killer = setTimeout(() => this.kill(), abortGraceMs);
      };
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(killer);
          o.signal.removeEventListener('abort', abort);
          then(value);
        };
      const cancelled = (error: Error): Error =>
        o.signal.aborted ? new DomainError('CANCELLED', 'The task was cancelled.', { cause: error }) : error;
      this.pending.set(id, {
        resolve: settle((result) => resolve(result as TaskResults[K])),
        reject: settle((error) => reject(cancelled(error))),
        onProgress: o.onProgress,
      });
      this.send({ kind: 'task', id, task });
      if (o.signal.aborted) abort();
      else o.signal.addEventListener('abort', abort, { once: true });
    });
  }

  /** Ends the process at once; its tasks reject as crashed. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Ends the process at once and leaves its tasks unanswered: their workflows stay pending, for the next worker. */
  abandon(): void {
    this.silenced = true;
    this.pending.clear();
    this.kill();
  }

  private send(message: ToTrainer): void {
    if (this.child.connected) this.child.send(message);
  }

  private hear(message: FromTrainer): void {
    if (message.kind === 'ready') return;
    if (message.kind === 'unfit') {
      this.end(errorOfFailure(message.failure));
      return;
    }
    const pending = this.pending.get(message.id);
    if (!pending) return;
    if (message.kind === 'progress') {
      pending.onProgress(message.progress);
      return;
    }
    this.pending.delete(message.id);
    if (message.kind === 'done') pending.resolve(message.result);
    else pending.reject(errorOfFailure(message.failure));
  }

  private end(error: Error): void {
    this.failure ??= error;
    if (this.silenced) return;
    for (const pending of this.pending.values()) pending.reject(this.failure);
    this.pending.clear();
  }
}
