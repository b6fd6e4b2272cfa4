import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { invariant } from '@engram/core';
import { atMostEvery } from './at-most-every.ts';

/**
 * Gives this worker limits of its own. DBOS keeps how many workflows of a queue a worker may have in the database, so that the worker which
 * starts last sets it for all: beside a worker of 16 cores, one with a card would claim 17 encoders. Every second DBOS reads the queues anew;
 * it is given them with these limits. Where workers are many, it reads them more rarely, as it moves jobs that were delayed.
 * @param limits by the name of the queue
 * @param leastMs how long this worker waits at least between two looks at a queue, at their list, and at delayed jobs
 */
export function useOwnLimits(limits: ReadonlyMap<string, number>, leastMs: () => number): void {
  const database = DBOSExecutor.globalInstance?.systemDatabase;
  invariant(database, 'limits of queues before DBOS was launched');
  const list = atMostEvery(leastMs, database.listQueues.bind(database));
  database.transitionDelayedWorkflows = atMostEvery(
    leastMs,
    database.transitionDelayedWorkflows.bind(database),
  );
  database.listQueues = async (...given) =>
    (await list(...given)).map((queue) => ({
      ...queue,
      workerConcurrency: limits.get(queue.name) ?? queue.workerConcurrency,
      pollingIntervalSec: Math.max(queue.pollingIntervalSec, leastMs() / 1000),
    }));
}
