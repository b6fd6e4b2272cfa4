import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type { Log } from './log.ts';

const lookIntervalMs = 1_000;
/** Slewing by a time server stays below it. */
const jumpMs = 500;

/**
 * Calls `onSetBack` when the wall clock has been set back (a time server, a virtual machine that goes on from a snapshot). What
 * waits for a moment of the wall clock would wait the difference longer.
 */
export function watchClock(onSetBack: (byMs: number) => Promise<void>): { stop(): void } {
  const offset = (): number => Date.now() - performance.now();
  let last = offset();
  const timer = setInterval(() => {
    const now = offset();
    const byMs = last - now;
    last = now;
    if (byMs > jumpMs) void onSetBack(byMs);
  }, lookIntervalMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/**
 * Begins DBOS's loops anew. Its queues are looked at when the wall clock reaches the next appointed moment, so that no job would
 * begin until a clock that was set back has caught up. Work under way goes on.
 * @param queues those that this worker takes jobs from
 */
export async function restartQueueLoops(queues: readonly string[], log: Log): Promise<void> {
  const executor = DBOSExecutor.globalInstance;
  if (!executor) return;
  try {
    await executor.stopWorkflowTimeoutSweep();
    await executor.deactivateEventReceivers();
    await executor.initEventReceivers([...queues]);
  } catch (error) {
    log('queues not restarted', { error: String(error) });
  }
}
