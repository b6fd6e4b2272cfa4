import { setTimeout as sleep } from 'node:timers/promises';
import { isFinished } from '@engram/core';
import { runs, type Store } from '@engram/store';
import { unknownRun } from '../global-id.ts';
import { toProgress } from './run.service.ts';
import type { RunProgress } from './run.type.ts';

const pollIntervalMs = 1_000;

/**
 * How far a run is, now and whenever it changes, until it has finished.
 * @param signal ends it at once, without asking the store again
 * @throws DomainError NOT_FOUND
 */
export async function* watchProgress(
  store: Store,
  key: string,
  signal?: AbortSignal,
): AsyncGenerator<RunProgress> {
  let last = '';
  for (;;) {
    const row = await runs.find(store, key);
    if (!row) throw unknownRun(key);
    const progress = toProgress(row);
    const state = JSON.stringify(progress);
    if (state !== last) yield progress;
    last = state;
    if (isFinished(row.status)) return;
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => undefined);
    if (signal?.aborted) return;
  }
}
