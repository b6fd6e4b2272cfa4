import { statSync, type Stats } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256, thumbnailArtifact } from '@engram/store';

/** Path of a thumbnail on this machine. */
export const thumbnailPath = (home: string, hash: string): string => join(home, thumbnailArtifact(hash));

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
