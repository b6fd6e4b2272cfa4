import { commandLine, DomainError } from '@engram/core';
import { tryAdvisoryLock, withAdvisoryLock, type LockKey } from '../connections/advisory-lock.ts';
import type { Store } from '../store.ts';

/** First key of the advisory lock of artifacts ("ENGA" in ASCII), of the name `artifacts`. */
export const artifactFamily = 0x454e4741;

/** Held together by all who keep files and then store rows that name them, alone by who moves the artifacts. */
export const artifactLock: LockKey = { family: artifactFamily, name: 'artifacts', isShared: true };

/** Runs `work`, which keeps files and then stores rows that name them, while the artifacts stay where they are. */
export const whileArtifactsStay = <T>(store: Store, work: () => Promise<T>): Promise<T> =>
  withAdvisoryLock(store, artifactLock, work);

/**
 * Runs `work` while nobody keeps files.
 * @param then what is to be done once nobody does, for the message
 * @throws DomainError CONFLICT while a worker lives or an import is under way
 */
export async function whileNobodyKeeps<T>(store: Store, then: string, work: () => Promise<T>): Promise<T> {
  const { taken, result } = await tryAdvisoryLock(store, { ...artifactLock, isShared: false }, work);
  if (taken) return result!;
  throw new DomainError(
    'CONFLICT',
    `Workers or imports are under way, which write files. Stop them, then ${then}; the workers are listed by: ${commandLine('workers')}`,
  );
}
