import { AsyncLocalStorage } from 'node:async_hooks';
import { invariant } from '@engram/core';
import type { Store } from '@engram/store';
import type { TrainerPool } from '../trainer/trainer-pool.ts';
import type { Liveness } from './liveness/liveness.ts';
import type { Log } from './log.ts';
import type { PaceMeter } from './progress/pace-meter.ts';
import type { ProgressBoard } from './progress/progress-board.ts';

/** What the workflows of this process work with. DBOS registers workflows once a process, so there is one of it. */
export interface WorkerContext {
  readonly store: Store;
  /** ENGRAM_HOME. */
  readonly home: string;
  readonly executorId: string;
  readonly codeVersion: string;
  readonly trainers: TrainerPool;
  readonly progress: ProgressBoard;
  readonly pace: PaceMeter;
  readonly log: Log;
  /** null before the worker is known to be alive. */
  liveness: Liveness | null;
  /** Ids of the workflows under way in this process. */
  readonly activeWorkflows: Set<string>;
  /** How many workers of this code version were alive, with this one, when it last looked. */
  peers: number;
  /** Set when the worker stops: what fails from then on says nothing about a run. */
  stopping: boolean;
}

let current: WorkerContext | null = null;
const ofWorkflow = new AsyncLocalStorage<WorkerContext>();

export function workerContext(): WorkerContext {
  const context = ofWorkflow.getStore() ?? current;
  invariant(context, 'a workflow ran in a process without a worker');
  return context;
}

/**
 * Runs a workflow, to its end, with the worker that began it: one that was replaced may be followed by another in this process, under whose
 * name what it left unfinished must not be written.
 */
export const withOwnContext = <T>(workflow: () => Promise<T>): Promise<T> =>
  ofWorkflow.run(workerContext(), workflow);

export function setWorkerContext(context: WorkerContext | null): void {
  current = context;
}
