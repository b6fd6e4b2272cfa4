import { workflowNames } from '@engram/core';
import type { Store } from '../store.ts';
import { withQueueClient } from './queue-client.ts';

const hourMs = 3_600_000;
/** More are not counted. */
const most = 10_000;

/** What an executor is doing, and what it did. */
export interface WorkerLoad {
  jobs: { kind: string; runId: string; encoder: number | null }[];
  /** Trainings that it ended in the last hour. */
  trainedInHour: number;
}

interface JobInput {
  runId?: string;
  encoder?: number;
}

/** The load of every executor that has a job, or trained an encoder in the last hour, by its id. */
export async function workerLoads(store: Store): Promise<Map<string, WorkerLoad>> {
  const since = new Date(Date.now() - hourMs).toISOString();
  const { pending, trained } = await withQueueClient(store, async (client) => ({
    pending: await client.listWorkflows({ status: 'PENDING', loadOutput: false, limit: most }),
    trained: await client.listWorkflows({
      ...{ status: 'SUCCESS', workflowName: workflowNames.trainEncoder, completedAfter: since },
      ...{ loadInput: false, loadOutput: false, limit: most },
    }),
  }));
  const loads = new Map<string, WorkerLoad>();
  const of = (executorId: string): WorkerLoad => {
    const load = loads.get(executorId) ?? { jobs: [], trainedInHour: 0 };
    loads.set(executorId, load);
    return load;
  };
  for (const { executorId, workflowName, input } of pending) {
    const { runId, encoder = null } = (input?.[0] ?? {}) as JobInput;
    if (executorId !== undefined && runId !== undefined)
      of(executorId).jobs.push({ kind: workflowName, runId, encoder });
  }
  for (const { executorId } of trained) if (executorId !== undefined) of(executorId).trainedInHour += 1;
  return loads;
}
