import { commandLine } from '@engram/core';
import { assertConnectionsForWorker, withOwnPool, type Store } from '@engram/store';
import type { Context } from './command.ts';

export interface StartedWorker {
  executorId: string;
  /** Encoders that it trains side by side. */
  processes: number;
}

/** The version of the program that computes scores; ENGRAM_CODE_VERSION stands in where there is no git. */
export async function codeVersionOf(context: Context): Promise<string> {
  const { codeVersion } = await import('@engram/worker');
  return context.settings.codeVersion ?? codeVersion();
}

/** Starts a worker in this process unless one that can work on code version `wanted` is alive somewhere. */
export async function ensureWorker(
  context: Context,
  store: Store,
  wanted: string,
): Promise<StartedWorker | null> {
  const { hasLiveWorker } = await import('@engram/worker');
  if (await hasLiveWorker(store, wanted)) return null;
  const own = await codeVersionOf(context);
  if (own !== wanted) {
    context.output.say(`The run waits for a worker of Engram ${wanted}; this is ${own}.`);
    return null;
  }
  await assertConnectionsForWorker(store);
  return startOwnWorker(context, store, own, { hasWork: true });
}

/**
 * For whoever is about to queue a run and follow it: nobody waits for a worker that cannot be started here.
 * @throws DomainError STORE_UNAVAILABLE when no worker is alive and the database has too few connections for one
 */
export async function assertWorkerPossible(store: Store, codeVersion: string): Promise<void> {
  const { hasLiveWorker } = await import('@engram/worker');
  if (!(await hasLiveWorker(store, codeVersion))) await assertConnectionsForWorker(store);
}

/**
 * A worker in this process; it stops, leaving its runs to the next one, when the command ends. One that another worker has replaced,
 * since this process stood still, begins anew under another name.
 * @param hasWork whether work waits for it, so that it warms up at once
 */
export async function startOwnWorker(
  context: Context,
  store: Store,
  codeVersion: string,
  { hasWork = false } = {},
): Promise<StartedWorker> {
  const start = () => startOnce(context, store, { codeVersion, hasWork, onReplaced: () => restart() });
  let current = await start();
  let ended = false;
  let restarting = Promise.resolve();
  const restart = (): void => {
    restarting = restarting
      .then(async () => {
        await current.stop();
        if (ended) return;
        context.output.say(
          `Another worker took over what ${current.executorId} was doing, which stood still or was away.`,
        );
        current = await start();
      })
      .catch((error: unknown) => {
        context.log('worker not started again', { error: String(error) });
        context.output.say(`The worker could not be started again; start one with: ${commandLine('worker')}`);
      });
  };
  context.atEnd(async () => {
    ended = true;
    await restarting;
    await current.stop();
  });
  return {
    get executorId() {
      return current.executorId;
    },
    get processes() {
      return current.processes;
    },
  };
}

interface OwnWorker extends StartedWorker {
  /** Once only. */
  stop(): Promise<void>;
}

async function startOnce(
  context: Context,
  store: Store,
  o: { codeVersion: string; hasWork: boolean; onReplaced: () => void },
): Promise<OwnWorker> {
  const { newExecutorId, sessionName, startWorker } = await import('@engram/worker');
  const { home, engine, threads, threadsOnDevice, encodersAtOnce, labels, checkpointSeconds } =
    context.settings;
  const executorId = newExecutorId();
  // However much the API is asked, and however long the worker publishes: neither waits for a connection of the other.
  const own = withOwnPool(store, {
    applicationName: sessionName(executorId),
    maxConnections: store.workerConnections,
  });
  try {
    const worker = await startWorker({
      store: own,
      executorId,
      home,
      engine,
      threads,
      threadsOnDevice,
      encodersAtOnce,
      labels,
      checkpointSeconds,
      // Several workers may write to one log, and in containers all of them have the same process id.
      log: (event, details) => context.log(event, { worker: executorId, ...details }),
      ...o,
    });
    let stopping: Promise<void> | undefined;
    const { processes } = worker;
    return { executorId, processes, stop: () => (stopping ??= worker.stop().finally(() => own.close())) };
  } catch (error) {
    await own.close();
    throw error;
  }
}
