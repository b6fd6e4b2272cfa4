import { assertRoomForWorker, withOwnPool, type Store } from '@engram/store';
import type { Context } from './command.ts';

export interface HiredWorker {
  executorId: string;
}

/** The version of the program that computes scores; ENGRAM_CODE_VERSION stands in where there is no git. */
export async function codeVersionOf(context: Context): Promise<string> {
  const { codeVersion } = await import('@engram/worker');
  return context.settings.codeVersion ?? codeVersion();
}

/** Starts a worker in this process unless one that can work on code version `wanted` is alive somewhere. */
export async function hireWorker(
  context: Context,
  store: Store,
  wanted: string,
): Promise<HiredWorker | null> {
  const { hasLiveWorker } = await import('@engram/worker');
  if (await hasLiveWorker(store, wanted)) return null;
  const own = await codeVersionOf(context);
  if (own !== wanted) {
    context.output.say(`The run waits for a worker of Engram ${wanted}; this is ${own}.`);
    return null;
  }
  await assertRoomForWorker(store);
  return startOwnWorker(context, store, own);
}

/** A worker in this process; it stops, leaving its runs to the next one, when the command ends. */
export async function startOwnWorker(
  context: Context,
  store: Store,
  codeVersion: string,
): Promise<HiredWorker> {
  const { startWorker } = await import('@engram/worker');
  const { home, engine, threads } = context.settings;
  // However much the API is asked, and however long the worker publishes: neither waits for a connection of the other.
  const own = withOwnPool(store, {
    applicationName: 'engram worker',
    maxConnections: store.workerConnections,
  });
  context.atEnd(() => own.close());
  const worker = await startWorker({ store: own, home, engine, threads, codeVersion, log: context.log });
  context.atEnd(() => worker.stop());
  return worker;
}
