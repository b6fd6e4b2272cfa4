import { setTimeout as sleep } from 'node:timers/promises';
import {
  artifactLock,
  artifacts,
  datapoints,
  mapped,
  thumbnailArtifact,
  tryAdvisoryLock,
  type LockKey,
  type Store,
} from '@engram/store';

/** The advisory lock of imports that write thumbnails: they hold it together, and who removes some holds it alone ("ENGT" in ASCII). */
export const thumbnailLock = { family: 0x454e4754, name: 'thumbnails' };

/** How often an import looks whether those that hold its locks have ended. */
const retryIntervalMs = 200;

interface Waiting {
  /** Locks that the import holds as well, on the same connection: a small budget of them has no second one to spare. */
  besides?: readonly LockKey[];
  /** Asked before each look at the locks; throws where the import shall not go on. */
  assertGoingOn?: () => void;
}

/**
 * Runs an import that writes thumbnails and then stores rows that name them. Where it fails, those that it created are removed again but for
 * those that a row names. Another import that is under way may have found them and rely on them: then all stay, and the doctor lists those
 * that no row names.
 * It holds one connection of the store meanwhile.
 * @param work adds the hashes of the files that were not there before it wrote them
 */
export async function withCreatedThumbnails<T>(
  store: Store,
  home: string,
  work: (created: Set<string>) => Promise<T>,
  { besides = [], assertGoingOn }: Waiting = {},
): Promise<T> {
  const created = new Set<string>();
  // Errors of the work are kept apart from those of the lock's connection.
  const outcome = () => work(created).then((value) => ({ value }), (error: unknown) => ({ error })); // prettier-ignore
  const keys = [...besides, { ...thumbnailLock, isShared: true }, artifactLock];
  let result: Awaited<ReturnType<typeof outcome>> | undefined;
  for (;;) {
    assertGoingOn?.();
    ({ result } = await mapped(store.url, () => tryAdvisoryLock(store, keys, outcome)));
    if (result) break;
    await sleep(retryIntervalMs);
  }
  if ('value' in result) return result.value;
  if (created.size > 0)
    // Where the store cannot be asked, rows may name them.
    await tryAdvisoryLock(store, thumbnailLock, () => removeUnnamed(store, home, created)).catch(
      () => undefined,
    );
  throw result.error;
}

async function removeUnnamed(store: Store, home: string, created: ReadonlySet<string>): Promise<void> {
  const named = await datapoints.namedThumbnails(store, [...created]);
  const unnamed = [...created].filter((hash) => !named.has(hash));
  await artifacts.discard(store, home, unnamed.map(thumbnailArtifact)); // prettier-ignore
}
