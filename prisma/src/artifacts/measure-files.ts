import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, diskTrouble, sideBySide } from '@engram/core';
import { hashOfFile, hashOfSmallFile } from '../hash.ts';
import type { ArtifactFile } from './artifact-place.ts';

/** Hashed side by side. */
const atOnce = 16;
/** Up to this size a thumbnail is read at once: a hand-over to another thread takes ten times as long. */
const smallBytes = 2 ** 16;

export interface MeasuredFile extends ArtifactFile {
  sha256: string;
}

/** The hash that a path names its content by; null for files of a dataset, whose folder is named by the content of all of them. */
export const hashInName = (path: string): string | null => /([0-9a-f]{64})\.\w+$/.exec(path)?.[1] ?? null;

/**
 * Sizes and hashes of files below a home, before they are put where other machines will rely on them.
 * @throws DomainError NOT_FOUND, or INVALID_FILE where a content is not what the name says
 */
export const measureFiles = (home: string, paths: readonly string[]): Promise<MeasuredFile[]> =>
  sideBySide(paths, atOnce, (path) => measure(home, path));

async function measure(home: string, path: string): Promise<MeasuredFile> {
  const file = join(home, path);
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw diskTrouble(error, file) ?? error;
    return null;
  });
  const sha256 = found?.isFile() ? await hashOf(file, found.size) : null;
  if (!found || sha256 === null)
    throw new DomainError(
      'NOT_FOUND',
      `The file ${file} cannot be given to other machines: it is not there.`,
    );
  if (sha256 !== (hashInName(path) ?? sha256))
    throw new DomainError(
      'INVALID_FILE',
      `The file ${file} is damaged (its content has another hash), so that it is not given to other machines.`,
    );
  return { path, sha256, sizeBytes: found.size };
}

const hashOf = async (file: string, sizeBytes: number): Promise<string | null> =>
  sizeBytes <= smallBytes ? hashOfSmallFile(file) : hashOfFile(file);

/** SHA-256 of a file, however small; null when it is not there or cannot be read. */
export async function hashHere(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? hashOf(file, found.size) : null;
}
