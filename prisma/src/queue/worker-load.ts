import { workflowNames } from '@engram/core';
import type { Store } from '../store.ts';
import { withSession } from '../connections/sessions.ts';
import { quoted } from '../database/sql-names.ts';
import { mapped } from '../statements/map-errors.ts';
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
  const pending = await withQueueClient(store, (client) =>
    client.listWorkflows({ status: 'PENDING', loadOutput: false, limit: most }),
  );
  const trained = await trainedSince(store, Date.now() - hourMs);
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
  for (const { executorId, count } of trained) of(executorId).trainedInHour = count;
  return loads;
}

const trainedSince = (store: Store, sinceMs: number): Promise<{ executorId: string; count: number }[]> =>
  mapped(store.systemUrl, () =>
    withSession(store.systemUrl, async (session) => {
      const { rows } = await session.query<{ executorId: string; count: number }>(
        `SELECT executor_id AS "executorId", count(*)::int AS count FROM ${quoted(store.queueSchema)}.workflow_status
         WHERE status = 'SUCCESS' AND name = $1 AND completed_at > $2 AND executor_id IS NOT NULL GROUP BY 1`,
        [workflowNames.trainEncoder, sinceMs],
      );
      return rows;
    }),
  );
