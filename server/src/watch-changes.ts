import { setTimeout as sleep } from 'node:timers/promises';

const pollIntervalMs = 1_000;

/** What is read now, and again whenever it differs from what was read before, for subscriptions. */
export interface Watched<T> {
  value: T;
  /** Nothing will change any more. */
  isLast?: boolean;
}

/**
 * Watches the database, not topics of this process: other processes and other machines write as well.
 * @param read is asked once a second
 * @param signal ends it at once, without reading again
 * @throws what `read` throws
 */
export async function* watchChanges<T>(
  read: () => Promise<Watched<T>>,
  signal?: AbortSignal,
): AsyncGenerator<T> {
  let last: string | undefined;
  for (;;) {
    const { value, isLast = false } = await read();
    const state = JSON.stringify(value);
    if (state !== last) yield value;
    last = state;
    if (isLast) return;
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => undefined);
    if (signal?.aborted) return;
  }
}
