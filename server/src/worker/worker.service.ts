import { scopeIncludes, workflowNames } from '@engram/core';
import { queue, workers, type Store, type WorkerLoad } from '@engram/store';
import type { Caller } from '../access/caller.ts';
import type { Context } from '../context.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { shared } from '../shared.ts';
import { Worker, WorkerJob } from './worker.type.ts';

/** Many who look at once ask the queue once. */
const freshMs = 1_000;

const loadsOfPool = new WeakMap<Store['pool'], typeof queue.workerLoads>();

function recentLoads(store: Store): Promise<Map<string, WorkerLoad>> {
  const loads = loadsOfPool.get(store.pool) ?? shared(queue.workerLoads, freshMs);
  loadsOfPool.set(store.pool, loads);
  return loads(store);
}

/** @throws ArgumentError when `first` is more than a page */
export async function listWorkers(context: Context, first?: number | null): Promise<Worker[]> {
  const { store, caller } = context;
  const length = lengthOfList(first);
  const alive = (await workers.live(store)).slice(0, length);
  if (alive.length === 0) return [];
  const loads = await recentLoads(store);
  return alive.map(({ executorId, host, address, ...said }) => {
    const { jobs = [], trainedInHour = 0 } = loads.get(executorId) ?? {};
    const place = knowsMachines(caller) ? { host, address } : { host: null, address: null };
    return Object.assign(new Worker(), said, place, {
      name: executorId,
      trainedInHour,
      jobs: jobsOf(jobs),
    });
  });
}

/** A dashboard may be open to the world; names of machines are not. */
const knowsMachines = ({ tokenId, scope }: Caller): boolean =>
  tokenId !== undefined || scopeIncludes(scope, 'annotate');

/** One for each encoder, and one for each run that it steers without working on an encoder of it. */
function jobsOf(jobs: WorkerLoad['jobs']): WorkerJob[] {
  // A job that waits for a training is the same encoder.
  const encoders = new Map(
    jobs
      .filter(({ encoder }) => encoder !== null)
      .map(({ runId, encoder }) => [`${runId} ${encoder}`, { runKey: runId, encoder }]),
  );
  const trained = new Set([...encoders.values()].map(({ runKey }) => runKey));
  const steered = jobs
    .filter(({ kind, runId }) => kind === workflowNames.run && !trained.has(runId))
    .map(({ runId }) => ({ runKey: runId, encoder: null }));
  return [...encoders.values(), ...steered].map((job) => Object.assign(new WorkerJob(), job));
}
