import { queueNames, workflowNames } from '@engram/core';
import { withSession } from '../connections/sessions.ts';
import { quoted } from '../database/sql-names.ts';
import { mapped } from '../statements/map-errors.ts';
import type { Store } from '../store.ts';
import { migrate } from './system-database.ts';

const hourMs = 3_600_000;

export interface QueueFigures {
  /** Jobs of every queue, with those of each label apart: those that wait for a worker, and those that a worker has. */
  depths: { queue: string; waiting: number; running: number }[];
  /** Jobs that ended within the last hour, by workflow and how they ended; durations from their start by a worker. */
  ended: { workflow: string; status: string; count: number; medianMs: number; p95Ms: number }[];
}

/** @throws DomainError STORE_UNAVAILABLE */
export async function queueFigures(store: Store): Promise<QueueFigures> {
  await migrate(store);
  const table = `${quoted(store.queueSchema)}.workflow_status`;
  return mapped(store.systemUrl, () =>
    withSession(store.systemUrl, async (session) => {
      const { rows: counts } = await session.query<{ queue: string; status: string; count: number }>(
        `SELECT queue_name AS queue, status, count(*)::int AS count FROM ${table}
         WHERE status IN ('ENQUEUED', 'PENDING') AND split_part(queue_name, ':', 1) = ANY($1) GROUP BY 1, 2`,
        [Object.values(queueNames)],
      );
      const { rows: ended } = await session.query<QueueFigures['ended'][number]>(
        `SELECT name AS workflow, status, count(*)::int AS count,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS "medianMs", percentile_cont(0.95) WITHIN GROUP (ORDER BY ms) AS "p95Ms"
         FROM (SELECT name, status, (completed_at - coalesce(started_at_epoch_ms, created_at))::float8 AS ms FROM ${table}
           WHERE status IN ('SUCCESS', 'ERROR', 'CANCELLED') AND completed_at > $1 AND name = ANY($2)) AS jobs
         GROUP BY 1, 2 ORDER BY 1, 2`,
        [Date.now() - hourMs, Object.values(workflowNames)],
      );
      const countOf = (queue: string, status: string): number =>
        counts.find((row) => row.queue === queue && row.status === status)?.count ?? 0;
      const labelled = counts.map((row) => row.queue);
      const depths = [...new Set([...Object.values(queueNames), ...labelled])].map((queue) => ({
        queue,
        waiting: countOf(queue, 'ENQUEUED'),
        running: countOf(queue, 'PENDING'),
      }));
      return { depths, ended };
    }),
  );
}
