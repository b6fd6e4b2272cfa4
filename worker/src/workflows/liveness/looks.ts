/**
 * How often a worker looks at queues and for dead workers. What one of many looks for, another finds: the more there are, the less often each
 * looks, so that all of them together do not busy the database (docs/operations.md has the measurement).
 */

/** Of each queue: 100 looks a second by all workers together, from the tenth on. */
const msOfQueuePerWorker = 10;
/** For dead workers: 50 looks a second by all. */
const msOfRecoveryPerWorker = 20;
const recoveryMs = 2_000;
/** A worker that stands still is replaced when the same other one has seen it still for 20 s. */
const longestRecoveryMs = 20_000;

/** @param workers how many are alive */
export const leastQueueLookMs = (workers: number): number => msOfQueuePerWorker * workers;

/** @param workers how many are alive */
export const recoveryLookMs = (workers: number): number =>
  Math.min(longestRecoveryMs, Math.max(recoveryMs, msOfRecoveryPerWorker * workers));
