import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { runWithAbortableDbRetries } from '@dbos-inc/dbos-sdk/internal/context';
import { dbRetryConfig } from '@dbos-inc/dbos-sdk/internal/utils';
import { InvariantError, queueFor, queueNames, type EngineSetting } from '@engram/core';
import { mapped, queue, workers, type Store } from '@engram/store';
import { isGraphicsDevice } from '../devices/engine-survey.ts';
import type { AvailableEngine } from '../devices/is-allowed.ts';
import { resolveEngine } from '../devices/survey-engines.ts';
import { TrainerPool } from '../trainer/trainer-pool.ts';
import type { EncodersAtOnce } from '../trainer/trainings-at-once.ts';
// Registers the workflows under the names the queues know.
import './experiments/experiment-workflow.ts';
import './run-workflow.ts';
import { restartQueueLoops, watchClock } from './clock-watch.ts';
import { useOwnLimits } from './queues/own-limits.ts';
import { newExecutorId, sessionName } from './liveness/executor-id.ts';
import { holdLiveness, type Liveness } from './liveness/liveness.ts';
import { hasLostWork } from './liveness/lost-work.ts';
import { leastQueueLookMs } from './liveness/looks.ts';
import { PaceMeter } from './progress/pace-meter.ts';
import { ProgressBoard } from './progress/progress-board.ts';
import { reconcile } from './liveness/reconcile.ts';
import { lostExecutors, recoverAbandoned } from './liveness/recovery.ts';
import type { Log } from './log.ts';
import { setWorkerContext, type WorkerContext } from './worker-context.ts';

/** Looks at all workers for each look for runs that fell between two databases. */
const reconcileEvery = 15;
/** Idle time between two encoders; queries of an idle queue cost less than a millisecond each. */
const queuePollingIntervalMs = 100;
const labelPollingIntervalMs = 500;
/** Connections to the queue from which on one of them may wait for notifications; half of the others poll. */
const fewestToListen = 4;

export interface WorkerOptions {
  /** Its connections should be named by `sessionName(executorId)`, so that all of them end when the worker is replaced. */
  store: Store;
  /** A new one when left out. */
  executorId?: string;
  /** ENGRAM_HOME. */
  home: string;
  engine: EngineSetting;
  /** Encoders trained side by side, one process each with one thread. */
  threads: number;
  /** The same, where the engine computes on a graphics device; `threads` when left out. */
  threadsOnDevice?: number;
  /** Encoders that each of these processes trains in one graph; `auto`, the default: one on a processor, on a graphics device what pays. */
  encodersAtOnce?: EncodersAtOnce;
  /** Seconds after which a training that is under way is kept, so that whoever goes on with it loses no more; 0, the default: never. */
  checkpointSeconds?: number;
  codeVersion: string;
  /** What runs may ask for, beside the engine and the kind of device. */
  labels?: readonly string[];
  /** Work waits for it: its trainers start with it, not with their first task. */
  hasWork?: boolean;
  log?: Log;
  /** Another worker has taken over what this one was doing: it writes nothing any more and should be stopped. Called once. */
  onReplaced?: () => void;
}

export interface Worker {
  readonly executorId: string;
  /** Encoders that it trains side by side. */
  readonly processes: number;
  /** Process ids of the trainers alive now. */
  trainerProcessIds(): number[];
  /** Stops at once and leaves its runs to the next worker. */
  stop(): Promise<void>;
}

/** How long each part of a worker may take to end. */
const stopGraceMs = 5_000;

let started = false;

/**
 * Starts executing queued runs in this process. One worker a process.
 * @throws InvariantError when this process has a worker already; DomainError ENGINE_UNAVAILABLE, before it takes any work, when its
 *   engine cannot be used here
 */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  if (started) throw new InvariantError('this process has a worker already');
  started = true;
  const engine = await resolveEngine(options.engine).catch((error: unknown) => {
    started = false;
    throw error;
  });
  const o = fitFor(engine, options);
  const context = contextOf(o, engine);
  const { executorId, log } = context;
  setWorkerContext(context);
  if (o.hasWork) context.trainers.warm(o.threads);
  // The last one first.
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    context.stopping = true;
    context.trainers.close();
    for (const end of ends.splice(0).reverse()) await withinGrace(end, log);
    setWorkerContext(null);
    started = false;
  };
  try {
    // Before DBOS takes any work: whoever finds work of ours must see that we live.
    const liveness = await beAlive(context, o.onReplaced);
    context.liveness = liveness;
    ends.push(() => liveness.release());
    await workers.register(o.store, descriptionOf(o, executorId, engine));
    await queue.migrate(o.store);
    const pool = queue.openSystemPool(o.store, {
      maxConnections: o.store.queueConnections,
      applicationName: sessionName(executorId),
    });
    ends.push(() => pool.end());
    ends.push(() => DBOS.shutdown());
    await mapped(o.store.systemUrl, () => launchDbos(o, context, pool));
  } catch (error) {
    await stop();
    throw error;
  }
  const recovery = repeat(context);
  const pace = context.pace.start();
  const clock = watchClock(async (byMs) => {
    if (context.stopping) return;
    log('the clock was set back', { byMs });
    await restartQueueLoops(queuesFor(o.labels), log);
  });
  ends.push(
    () => pause(context),
    () => recovery.stop(),
    async () => [clock, pace].forEach((timer) => timer.stop()),
  );
  log('worker started', descriptionOf(o, executorId, engine));

  return {
    executorId,
    processes: o.threads,
    trainerProcessIds: () => context.trainers.processIds(),
    async stop() {
      await stop();
      log('worker stopped', { executorId });
    },
  };
}

/** With as many processes as an engine of this kind takes, and the labels that it gives. */
function fitFor({ name, device }: AvailableEngine, o: WorkerOptions): WorkerOptions {
  const { threads, threadsOnDevice = threads } = o;
  const isCard = isGraphicsDevice(device);
  const labels = [...new Set([name, isCard ? 'gpu' : 'cpu', ...(o.labels ?? [])])];
  return { ...o, labels, threads: isCard ? threadsOnDevice : threads };
}

/** What a worker says of itself. */
const descriptionOf = (
  { codeVersion, threads, labels }: WorkerOptions,
  executorId: string,
  { name, version, device }: AvailableEngine,
) => ({
  ...{ executorId, host: hostname(), codeVersion, processes: threads },
  ...{ engine: `${name} ${version}`, device: device.name, labels: [...(labels ?? [])] },
});

function contextOf(o: WorkerOptions, engine: AvailableEngine): WorkerContext {
  const log: Log = o.log ?? (() => {});
  const trainers = {
    ...{ home: o.home, engine, threads: 1 },
    encodersAtOnce: atOnceOn(engine, o.encodersAtOnce ?? 1),
    checkpointSeconds: o.checkpointSeconds ?? 0,
  };
  const executorId = o.executorId ?? newExecutorId();
  const context: WorkerContext = {
    store: o.store,
    home: o.home,
    executorId,
    codeVersion: o.codeVersion,
    trainers: new TrainerPool(trainers, o.threads),
    progress: new ProgressBoard(o.store, log, async () => context.liveness?.confirm()),
    pace: new PaceMeter(async (viewsPerSecond) => {
      if (context.liveness?.replaced === false) await workers.reportPace(o.store, executorId, viewsPerSecond);
    }, log),
    log,
    liveness: null,
    activeWorkflows: new Set(),
    peers: 1,
    stopping: false,
  };
  return context;
}

/** On two cores several encoders in one graph take longer than one after another (docs/decisions/0004-engines.md). */
const atOnceOn = ({ device }: AvailableEngine, setting: EncodersAtOnce): EncodersAtOnce =>
  setting === 'auto' && !isGraphicsDevice(device) ? 1 : setting;

function beAlive(context: WorkerContext, onReplaced?: () => void): Promise<Liveness> {
  const { store, executorId, codeVersion, log } = context;
  return holdLiveness(store, {
    ...{ executorId, codeVersion, log },
    hasLostWork: () => hasLostWork(executorId, [...context.activeWorkflows]),
    isStopping: () => context.stopping,
    onReplaced() {
      // Whoever waits for a trainer hears nothing more.
      context.stopping = true;
      context.trainers.close();
      onReplaced?.();
    },
  });
}

/** A store that is gone must not keep a worker from stopping. */
async function pause({ liveness, progress, log }: WorkerContext): Promise<void> {
  if (liveness?.replaced) return;
  await progress
    .pause()
    .catch((error: unknown) => void log('progress not written', { error: String(error) }));
}

/** What waits for a database that is away must not keep a worker from stopping. */
async function withinGrace(end: () => Promise<unknown>, log: Log): Promise<void> {
  const patience = new AbortController();
  const late = sleep(stopGraceMs, true, { signal: patience.signal }).catch(() => false);
  const ended = end().then(
    () => false,
    (error: unknown) => {
      log('not ended as it should', { error: String(error) });
      return false;
    },
  );
  if (await Promise.race([ended, late])) log('not ended in time', { graceMs: stopGraceMs });
  patience.abort();
}

async function launchDbos(
  o: WorkerOptions,
  context: WorkerContext,
  systemPool: ReturnType<typeof queue.openSystemPool>,
): Promise<void> {
  const { executorId, log } = context;
  // When the database comes back, a workflow goes on within seconds.
  Object.assign(dbRetryConfig, { initialBackoffSec: 0.2, maxBackoffSec: 5 });
  DBOS.setConfig({
    name: queue.applicationName,
    ...queue.systemSettings(o.store, systemPool),
    listenQueues: queuesFor(o.labels),
    useListenNotify: o.store.queueConnections >= fewestToListen,
    executorID: executorId,
    applicationVersion: o.codeVersion,
    runMigrations: false,
    logger: {
      info() {},
      debug() {},
      warn: (entry) => log('dbos warning', { workflow: DBOS.workflowID, message: String(entry) }),
      error: (entry, details) =>
        log('dbos error', { workflow: DBOS.workflowID, message: String(entry), stack: details?.stack }),
    },
  });
  await DBOS.launch();
  await registerQueues(o.labels ?? [], context);
  // DBOS has looked at its queues before they could have the limits of this worker.
  await restartQueueLoops(queuesFor(o.labels), log);
}

/** Jobs that need a label which this worker lacks are left to others. */
const queuesFor = (labels: readonly string[] = []): string[] => [
  queueNames.experiments,
  ...[null, ...labels].flatMap((label) => [queueFor('runs', label), queueFor('train', label)]),
];

async function registerQueues(labels: readonly string[], context: WorkerContext): Promise<void> {
  // One more than can be trained: its rows are read and written while theirs are computed, so that no trainer waits for the queue.
  // At the end of a run, one encoder may wait here while another worker has nothing to do.
  const trainings = context.trainers.mostTasks + 1;
  useOwnLimits(new Map([null, ...labels].map((label) => [queueFor('train', label), trainings])), () =>
    leastQueueLookMs(context.peers),
  );
  const always = { onConflict: 'always_update' } as const;
  const options = { ...always, minPollingIntervalMs: queuePollingIntervalMs };
  // It waits for runs, and does little itself.
  await DBOS.registerQueue(queueNames.experiments, { ...options, workerConcurrency: 4 });
  for (const label of [null, ...labels]) {
    // Few runs need a label.
    const often = label === null ? options : { ...always, minPollingIntervalMs: labelPollingIntervalMs };
    await DBOS.registerQueue(queueFor('runs', label), { ...often, workerConcurrency: 1 });
    await DBOS.registerQueue(queueFor('train', label), { ...often, workerConcurrency: trainings });
  }
}

/** Looks for abandoned work now and then, one look at a time. */
function repeat(context: WorkerContext): { stop(): Promise<void> } {
  const lost = lostExecutors(context);
  let nextReconciled = 0;
  const stopped = new AbortController();
  const look = async (): Promise<void> => {
    try {
      // DBOS tries again for ever while the database is away; a worker that stops does not wait for it.
      await runWithAbortableDbRetries(stopped.signal, async () => {
        const { looksAtAll } = lost;
        await recoverAbandoned(context, lost);
        if (looksAtAll < nextReconciled || lost.looksAtAll === looksAtAll) return;
        nextReconciled = looksAtAll + reconcileEvery;
        await reconcile(context);
      });
    } catch (error) {
      if (!context.stopping) context.log('recovery not possible now', { error: String(error) });
    }
  };
  const looking = (async () => {
    while (!stopped.signal.aborted && !context.stopping) {
      await look();
      await sleep(lost.pauseMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await looking;
    },
  };
}
