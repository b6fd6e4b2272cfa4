import { statSync, type Stats } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@engram/store';

/** Path of a thumbnail below the folder `thumbnails`; its name is the SHA-256 of its bytes. */
export const thumbnailFile = (hash: string): string => join(hash.slice(0, 2), `${hash}.png`);

/** Path of a thumbnail under ENGRAM_HOME. */
export const thumbnailPath = (home: string, hash: string): string =>
  join(home, 'thumbnails', thumbnailFile(hash));

export type ThumbnailState = 'whole' | 'changed' | 'missing' | 'no file';

/** Whether a thumbnail's file has the content that its name says. */
export async function stateOfThumbnail(home: string, hash: string): Promise<ThumbnailState> {
  const file = thumbnailPath(home, hash);
  const found = statOf(file);
  if (!found) return 'missing';
  if (!found.isFile()) return 'no file';
  const bytes = await readFile(file).catch(() => null);
  return bytes && sha256(bytes) === hash ? 'whole' : 'changed';
}

/** In this thread, since an import asks for every thumbnail, and most are not there. */
function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

export async function removeThumbnails(home: string, hashes: Iterable<string>): Promise<void> {
  for (const hash of hashes) await rm(thumbnailPath(home, hash), { force: true });
}
