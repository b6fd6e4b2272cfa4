import type { RunPhase, RunProgress } from '@engram/core';
import { encoders, runs, type RunRow, type Store } from '@engram/store';
import { encoderShare, estimateEtaSeconds } from './eta.ts';
import type { Log } from '../log.ts';

/** Part of an encoder's time that goes into training; the rest is measuring. Measured times replace it after the first. */
const trainShare = 0.9;

/** Progress is written at most this often. */
const intervalMs = 500;
interface RunWatch {
  /** Of the run, see `encoderAt`. */
  attempt: number;
  encoderCount: number;
  startedMs: number;
  /** Encoders' worth of work that was done when the watch began. */
  doneAtStart: number;
  /** Encoders' worth of trainings that go on here, done elsewhere before. */
  doneBefore: number;
  /** Encoders trained here in this attempt. */
  trained: Set<number>;
  /** Part done of each encoder in work here. */
  partial: Map<number, number>;
  writtenMs: number;
  writing: boolean;
}

type WatchedRun = Pick<RunRow, 'id' | 'encoderCount' | 'attempt'>;

/** Tells the store how far the runs are that this worker trains encoders of. */
export class ProgressBoard {
  private readonly watches = new Map<string, RunWatch>();

  constructor(
    private readonly store: Store,
    private readonly log: Log,
    /** Settles only while this worker may write. */
    private readonly confirm: () => Promise<void> = async () => {},
  ) {}

  /** An encoder of the run is being trained here, and done to this fraction, 0–1. */
  training(run: WatchedRun, encoder: number, fraction: number): void {
    this.encoderAt(run, encoder, fraction * trainShare);
    this.watches.get(run.id)?.trained.add(encoder);
  }

  /** The training of an encoder goes on here from a fraction, 0–1, that was done before. */
  goesOn(run: WatchedRun, encoder: number, fraction: number): void {
    this.training(run, encoder, fraction);
    const watch = this.watches.get(run.id);
    if (watch) watch.doneBefore += fraction * trainShare;
  }

  /** An encoder of the run is being measured here, and done to this fraction, 0–1. */
  measuring(run: WatchedRun, encoder: number, fraction: number): void {
    const share = this.watches.get(run.id)?.trained.has(encoder) ? trainShare : 0;
    this.encoderAt(run, encoder, share + fraction * (1 - share));
  }

  private encoderAt(run: WatchedRun, encoder: number, fraction: number): void {
    const before = this.watches.get(run.id);
    // What an attempt predicted says nothing about the next: in between the run was not executed.
    const watch = before?.attempt === run.attempt ? before : this.watch(run);
    watch.partial.set(encoder, fraction);
    const now = performance.now();
    if (watch.writing || now - watch.writtenMs < intervalMs) return;
    watch.writing = true;
    watch.writtenMs = now;
    this.writeEncoders(run.id, watch)
      .catch((error: unknown) => this.log('progress not written', { run: run.id, error: String(error) }))
      .finally(() => (watch.writing = false));
  }

  /** The encoder is no longer in work here. */
  encoderLeft(runId: string, encoder: number): void {
    this.watches.get(runId)?.partial.delete(encoder);
  }

  /** The run has come to a phase beyond its encoders, or has ended. */
  async phase(runId: string, phase: RunPhase, message: string): Promise<void> {
    this.watches.delete(runId);
    const fraction = phase === 'done' ? 1 : phase === 'publish' ? encoderShare : 0;
    await runs.reportProgress(this.store, runId, { phase, fraction, etaSeconds: null, message });
  }

  /** The worker stops: its prediction no longer holds. */
  async pause(): Promise<void> {
    for (const [runId, watch] of this.watches) {
      watch.writtenMs = Infinity;
      const run = await runs.find(this.store, runId);
      if (run?.status !== 'RUNNING') continue;
      const { phase, fraction } = run;
      await runs.reportProgress(this.store, runId, {
        phase,
        fraction,
        etaSeconds: null,
        message: 'stopped; waits for a worker',
      });
    }
    this.watches.clear();
  }

  forget(runId: string): void {
    this.watches.delete(runId);
  }

  private watch(run: WatchedRun): RunWatch {
    const watch: RunWatch = {
      attempt: run.attempt,
      encoderCount: run.encoderCount,
      startedMs: performance.now(),
      doneAtStart: -1,
      doneBefore: 0,
      trained: new Set(),
      partial: new Map(),
      writtenMs: -Infinity,
      writing: false,
    };
    this.watches.set(run.id, watch);
    return watch;
  }

  private async writeEncoders(runId: string, watch: RunWatch): Promise<void> {
    await this.confirm();
    const finished = await encoders.count(this.store, runId);
    if (watch.doneAtStart < 0) watch.doneAtStart = finished;
    const inWork = [...watch.partial.values()].reduce((sum, part) => sum + part, 0);
    const done = Math.min(watch.encoderCount, finished + inWork);
    const progress: RunProgress = {
      phase: 'train',
      fraction: (encoderShare * done) / watch.encoderCount,
      etaSeconds: estimateEtaSeconds({
        done,
        doneAtStart: watch.doneAtStart + watch.doneBefore,
        total: watch.encoderCount,
        elapsedMs: performance.now() - watch.startedMs,
      }),
      message: `${finished} of ${watch.encoderCount} encoders ${watch.trained.size > 0 ? 'trained' : 'measured'}`,
    };
    await runs.reportProgress(this.store, runId, progress);
  }
}
