import { isFinished } from '@engram/core';
import { runs, type Store } from '@engram/store';
import { unknownRun } from '../global-id.ts';
import { watchChanges } from '../watch-changes.ts';
import { toProgress } from './run.service.ts';
import type { RunProgress } from './run.type.ts';

/**
 * How far a run is, now and whenever it changes, until it has finished.
 * @param signal ends it at once, without asking the store again
 * @throws DomainError NOT_FOUND
 */
export function watchProgress(store: Store, key: string, signal?: AbortSignal): AsyncGenerator<RunProgress> {
  return watchChanges(async () => {
    const row = await runs.find(store, key);
    if (!row) throw unknownRun(key);
    return { value: toProgress(row), isLast: isFinished(row.status) };
  }, signal);
}
