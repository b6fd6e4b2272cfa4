import { longestGapMs } from './inactivity-timer.ts';

/**
 * How often a worker looks at queues and for dead workers. What one of many looks for, another of its kind finds: the more there are, the less
 * often each looks, so that all of them together do not busy the database (docs/operations.md has the measurement).
 */

/** Of each queue: 100 looks a second by all workers together, from the tenth on. */
const msOfQueuePerWorker = 10;
/** For dead workers: 50 looks a second by all, up to 300 of them. */
const msOfRecoveryPerWorker = 20;
const recoveryMs = 2_000;
/** A longer pause would not count whole, and a worker that stands still would be replaced late. */
const longestRecoveryMs = longestGapMs;

/** @param peers how many of its kind are alive, with itself */
export const leastQueueLookMs = (peers: number): number => msOfQueuePerWorker * peers;

/** @param peers how many of its kind are alive, with itself */
export const recoveryLookMs = (peers: number): number =>
  Math.min(longestRecoveryMs, Math.max(recoveryMs, msOfRecoveryPerWorker * peers));
