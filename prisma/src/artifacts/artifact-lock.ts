import { tryAdvisoryLock, withAdvisoryLock, type LockKey } from '../connections/advisory-lock.ts';
import type { Store } from '../store.ts';

/** First key of the advisory lock of artifacts ("ENGA" in ASCII), of the name `artifacts`. */
export const artifactFamily = 0x454e4741;

/** Held together by all who keep files and then store rows that name them, alone by who moves the artifacts. */
export const artifactLock: LockKey = { family: artifactFamily, name: 'artifacts', isShared: true };

/** Runs `work`, which keeps files and then stores rows that name them, while the artifacts stay where they are. */
export const whileArtifactsStay = <T>(store: Store, work: () => Promise<T>): Promise<T> =>
  withAdvisoryLock(store, artifactLock, work);

/** Runs `work` while nobody keeps files; `taken` is false where somebody does. */
export const ifNobodyKeeps = <T>(
  store: Store,
  work: () => Promise<T>,
): Promise<{ taken: boolean; result?: T }> =>
  tryAdvisoryLock(store, { ...artifactLock, isShared: false }, work);
