import { randomUUID } from 'node:crypto';

/** Names a worker, anew each time it starts. */
export const newExecutorId = (): string => `worker-${randomUUID()}`;

/** Of every connection of a worker in pg_stat_activity, so that all of them can be ended. */
export const sessionName = (executorId: string): string => `engram ${executorId}`;
