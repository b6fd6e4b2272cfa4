import { DomainError } from '@engram/core';
import { hashes as hashesOfStates } from '../ensembles/training-state-repository.ts';
import type { Store } from '../store.ts';
import { whileNobodyKeeps } from './artifact-lock.ts';
import { checkpointArtifact } from './artifact-paths.ts';
import type { ArtifactPlace, HeldArtifact } from './artifact-place.ts';
import { namedArtifacts } from './move-artifacts.ts';
import { currentPlace } from './place-of-store.ts';

/** What a store keeps; whatever else lies in a bucket is somebody else's. */
const kept = ['datasets/', 'thumbnails/', 'checkpoints/'];
const dayMs = 24 * 3600 * 1000;
/** Removed under one lock and by one look at what is named. */
const batch = 2000;

export interface PruneOptions {
  /** Counts the files and removes none. */
  dryRun?: boolean;
  /** Says that no other store uses a bucket and its prefix. */
  isOnlyStore?: boolean;
  /** What came within this time stays: a worker or an import that lost its connection, and with it its lock, may name it in a moment. A day. */
  youngMs?: number;
}

export interface UnnamedArtifacts {
  /** As in ENGRAM_ARTIFACTS. */
  place: string;
  fileCount: number;
  sizeBytes: number;
}

/**
 * Removes from the store's place files that no row names any more, such as those of a deleted dataset. States of trainings stay, and what was
 * put there within the last day. Nobody may keep files meanwhile: what no row names yet would be taken for what none names any more.
 * @throws DomainError CONFLICT while a worker lives or an import is under way, and where other stores may use the files
 */
export async function pruneArtifacts(
  store: Store,
  { dryRun = false, isOnlyStore = false, youngMs = dayMs }: PruneOptions = {},
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
  const most = dryRun ? Infinity : batch;
  const pruned = { place: place.address, fileCount: 0, sizeBytes: 0 };
  for (let count = most; count === most;) {
    const files = await whileNobodyKeeps(store, 'remove what no row names', async () => {
      const some = (await unnamed(store, place, youngMs)).slice(0, most);
      if (!dryRun) await place.remove(some.map(({ path }) => path));
      return some;
    });
    count = files.length;
    pruned.fileCount += count;
    pruned.sizeBytes += files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  }
  return pruned;
}

async function unnamed(store: Store, place: ArtifactPlace, youngMs: number): Promise<HeldArtifact[]> {
  const held = (await Promise.all(kept.map((prefix) => place.list(prefix)))).flat();
  const states = (await hashesOfStates(store)).map(checkpointArtifact);
  const named = new Set([...(await namedArtifacts(store)), ...states]);
  const old = Date.now() - youngMs;
  return held.filter(({ path, heldSince }) => !named.has(path) && heldSince.getTime() < old);
}
