import { lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@engram/core';
import { snapshots, type Store } from '@engram/store';
import { isThumbnailsFile } from './file-names.ts';
import { storedScores } from './score-files.ts';
import { verifyDeposit, type VerifiedDeposit } from './verify-deposit.ts';

export interface ImportedDeposit extends Pick<VerifiedDeposit, 'snapshot'> {
  /** False where the store had this snapshot before. */
  created: boolean;
}

/** Engram writes archives of 256 MB; the first layout had one for all. */
const maxArchiveBytes = 2 ** 31 - 1;

/**
 * Verifies a deposit and stores all that it holds: nothing of it, if anything differs. Thumbnails are on disk before a row names them.
 * @throws DomainError as `verifyDeposit` and the store's `importDeposit`
 */
export async function importDepositFolder(
  store: Store,
  folder: string,
  { home, signal }: { home: string; signal: AbortSignal },
): Promise<ImportedDeposit> {
  const deposit = await verifyDeposit(folder);
  const { snapshot } = deposit;
  const { storeThumbnails, withCreatedThumbnails } = await archives();
  const created = await withCreatedThumbnails(store, home, async (thumbnailsCreated) => {
    await eachArchive(deposit, (thumbnails) => storeThumbnails(store, home, thumbnails, thumbnailsCreated));
    return storeRows(store, deposit, signal);
  });
  return { snapshot, created };
}

function storeRows(
  store: Store,
  { folder, snapshot, found, rows }: VerifiedDeposit,
  signal: AbortSignal,
): Promise<boolean> {
  const { hash, title, authors, license, createdAt, runs, experiments } = snapshot;
  return snapshots.importDeposit(
    store,
    {
      ...{ hash, title, authors, license, createdAt, runs, experiments, rows },
      findingsOf: (runId) => found.findingsHash(runId),
      scoresOf: async (runId) => {
        const place = runs.findIndex(({ id }) => id === runId);
        return place < 0 ? [] : storedScores(folder, place);
      },
    },
    signal,
  );
}

async function archives() {
  const { thumbnailArchive } = await import('@engram/worker');
  return thumbnailArchive();
}

/**
 * Reads the archives one after another; the memory holds one.
 * @throws DomainError INVALID_FILE when one is damaged, or all together hold another number of thumbnails than the deposit says
 */
async function eachArchive(
  { folder, snapshot, thumbnailCount }: VerifiedDeposit,
  use: (thumbnails: ReadonlyMap<string, Uint8Array>) => Promise<void>,
): Promise<void> {
  if (!snapshot.pixels) return;
  const { readThumbnails } = await archives();
  let count = 0;
  for (const name of (await readdir(folder)).filter(isThumbnailsFile).toSorted()) {
    const path = join(folder, name);
    if ((await lstat(path)).size > maxArchiveBytes)
      throw new DomainError('INVALID_FILE', `'${path}' is larger than an archive of thumbnails can be.`);
    const thumbnails = readThumbnails(await readFile(path), path);
    count += thumbnails.size;
    await use(thumbnails);
  }
  const wanted = snapshot.thumbnails ?? count;
  if (count === wanted && count <= thumbnailCount) return;
  throw new DomainError(
    'INVALID_FILE',
    `The deposit '${folder}' has ${count} thumbnails where it says ${wanted}, of ${thumbnailCount} that its datapoints name. Fetch the deposit again from where it was published.`,
  );
}
