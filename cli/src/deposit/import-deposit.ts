import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@engram/core';
import { snapshots, type Store } from '@engram/store';
import { thumbnailsFile } from './file-names.ts';
import { storedScores } from './score-files.ts';
import { verifyDeposit, type VerifiedDeposit } from './verify-deposit.ts';

export interface ImportedDeposit extends Pick<VerifiedDeposit, 'snapshot'> {
  /** False where the store had this snapshot before. */
  created: boolean;
}

/**
 * Verifies a deposit and stores all that it holds: nothing of it, if anything differs.
 * @throws DomainError as `verifyDeposit` and the store's `importDeposit`
 */
export async function importDepositFolder(
  store: Store,
  folder: string,
  { home, signal }: { home: string; signal: AbortSignal },
): Promise<ImportedDeposit> {
  const { snapshot, rows } = await verifyDeposit(folder);
  const { hash, title, authors, license, createdAt, runs, pixels } = snapshot;
  const path = join(folder, thumbnailsFile);
  const archive = pixels ? await readFile(path).catch(noFile) : null;
  if (archive) {
    const { thumbnailArchive } = await import('@engram/worker');
    await (await thumbnailArchive()).unpackThumbnails(home, archive, path);
  }
  const created = await snapshots.importDeposit(
    store,
    {
      ...{ hash, title, authors, license, createdAt, runs, rows },
      scoresOf: async (runId) => {
        const place = runs.findIndex(({ id }) => id === runId);
        return place < 0 ? [] : storedScores(folder, place);
      },
    },
    signal,
  );
  return { snapshot, created };
}

function noFile(cause: NodeJS.ErrnoException): null {
  if (cause.code === 'ENOENT') return null;
  throw new DomainError('INVALID_FILE', `'${thumbnailsFile}' cannot be read (${cause.code}).`, { cause });
}
