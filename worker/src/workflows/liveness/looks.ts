/**
 * How often a worker looks at queues and for dead workers. What one of many looks for, another of its kind finds: the more there are, the less
 * often each looks, so that all of them together do not busy the database (docs/operations.md has the measurement).
 */

/** Of each queue, of their list and of delayed jobs: 100 looks a second by all workers together, from the tenth on. */
const msOfQueuePerWorker = 10;
/** At its own claims: 50 looks a second by all, from the hundredth on. */
const msOfOwnPerWorker = 20;
/** At all workers: 5 looks a second by all, from the tenth on. Such a look costs the database some 15 to 25 µs for each of them. */
const msOfAllPerWorker = 200;
const leastMs = 2_000;
/** However many there are. */
const longestAllMs = 120_000;

/** @param peers how many of its kind are alive, with itself */
export const leastQueueLookMs = (peers: number): number => msOfQueuePerWorker * peers;

/** Between two looks at what it has claimed itself. @param peers how many of its kind are alive, with itself */
export const ownLookMs = (peers: number): number =>
  Math.min(longestAllMs, Math.max(leastMs, msOfOwnPerWorker * peers));

/** Between two looks at all workers that have claimed something. @param peers how many of its kind are alive, with itself */
export const allLookMs = (peers: number): number =>
  Math.min(longestAllMs, Math.max(leastMs, msOfAllPerWorker * peers));

/** Between two looks at workers that are late with their sign of life. */
export const lateLookMs = leastMs;
