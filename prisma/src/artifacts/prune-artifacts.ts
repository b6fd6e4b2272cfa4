import { commandLine, DomainError } from '@engram/core';
import { hashes as hashesOfStates } from '../ensembles/training-state-repository.ts';
import type { Store } from '../store.ts';
import { ifNobodyKeeps } from './artifact-lock.ts';
import { checkpointArtifact } from './artifact-paths.ts';
import { namedArtifacts } from './move-artifacts.ts';
import { currentPlace } from './place-of-store.ts';

/** What a store keeps; whatever else lies in a bucket is somebody else's. */
const kept = ['datasets/', 'thumbnails/', 'checkpoints/'];

export interface UnnamedArtifacts {
  /** As in ENGRAM_ARTIFACTS. */
  place: string;
  fileCount: number;
  sizeBytes: number;
}

/**
 * Removes from the store's place files that no row names any more, such as those of a deleted dataset. States of trainings stay. Nobody may
 * keep files meanwhile: what no row names yet would be taken for what none names any more.
 * @param o.dryRun counts them and removes nothing
 * @param o.isOnlyStore says that no other store uses a bucket and its prefix
 * @throws DomainError CONFLICT while a worker lives or an import is under way, and where other stores may use the files
 */
export async function pruneArtifacts(
  store: Store,
  o: { dryRun?: boolean; isOnlyStore?: boolean } = {},
): Promise<UnnamedArtifacts> {
  const { taken, result } = await ifNobodyKeeps(store, () => prune(store, o));
  if (taken) return result!;
  throw new DomainError(
    'CONFLICT',
    `Workers or imports are under way, which write files. Stop them, then remove what no row names; the workers are listed by: ${commandLine('workers')}`,
  );
}

async function prune(
  store: Store,
  { dryRun = false, isOnlyStore = false }: { dryRun?: boolean; isOnlyStore?: boolean },
): Promise<UnnamedArtifacts> {
  const place = await currentPlace(store);
  if (!place)
    throw new DomainError(
      'CONFLICT',
      'The artifacts are in homes, where other stores may use them: delete the files there yourself.',
    );
  if (place.isShared && !isOnlyStore && !dryRun)
    throw new DomainError(
      'CONFLICT',
      `Another store may keep files in ${place.address}, and would lose them. If none does, say so with --only-store.`,
    );
  const named = new Set([
    ...(await namedArtifacts(store)),
    ...(await hashesOfStates(store)).map(checkpointArtifact),
  ]);
  const unnamed = (await Promise.all(kept.map((prefix) => place.list(prefix))))
    .flat()
    .filter(({ path }) => !named.has(path));
  if (!dryRun) await place.remove(unnamed.map(({ path }) => path));
  return {
    place: place.address,
    fileCount: unnamed.length,
    sizeBytes: unnamed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}
