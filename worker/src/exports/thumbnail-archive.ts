import { readFile } from 'node:fs/promises';
import { DomainError } from '@engram/core';
import { sha256, writeAtomically } from '@engram/store';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { thumbnailFile, thumbnailPath } from '../datasets/thumbnail-files.ts';

/** The same for all files, so that the same thumbnails give the same bytes. */
const time = new Date(1980, 0, 1);
const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** A thumbnail; null when it is missing or damaged on this machine. */
export async function readThumbnail(home: string, hash: string): Promise<Uint8Array | null> {
  const bytes = await readFile(thumbnailPath(home, hash)).catch(() => null);
  return bytes && sha256(bytes) === hash ? bytes : null;
}

/**
 * Thumbnails as one ZIP, each `ab/HASH.png`; those that are missing or damaged on this machine are left out.
 * @param hashes each once
 * @returns the archive, and how many were left out
 */
export async function packThumbnails(
  home: string,
  hashes: readonly string[],
): Promise<{ archive: Uint8Array; missing: number }> {
  const files: Zippable = {};
  let missing = 0;
  for (const hash of hashes.toSorted()) {
    const bytes = await readThumbnail(home, hash);
    if (bytes) files[thumbnailFile(hash)] = bytes;
    else missing += 1;
  }
  // PNG is compressed already.
  return { archive: zipSync(files, { level: 0, mtime: time }), missing };
}

/**
 * The thumbnails of an archive by hash.
 * @throws DomainError INVALID_FILE when it is no ZIP, or a file in it is no PNG of its name
 */
export function readThumbnails(archive: Uint8Array, path: string): Map<string, Uint8Array> {
  const damaged = (what: string, cause?: unknown) =>
    new DomainError('INVALID_FILE', `'${path}' ${what}. Fetch the deposit again.`, { cause });
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(archive);
  } catch (error) {
    throw damaged('is no ZIP, or is damaged', error);
  }
  const found = new Map<string, Uint8Array>();
  for (const [name, bytes] of Object.entries(files)) {
    const hash = sha256(bytes);
    if (name !== thumbnailFile(hash) || signature.compare(bytes, 0, signature.length) !== 0)
      throw damaged(`holds '${name.slice(0, 100)}', which is no picture of this hash`);
    found.set(hash, bytes);
  }
  return found;
}

/** Puts the thumbnails of an archive under ENGRAM_HOME. @throws DomainError INVALID_FILE as `readThumbnails`, DISK_UNAVAILABLE */
export async function unpackThumbnails(home: string, archive: Uint8Array, path: string): Promise<void> {
  for (const [hash, bytes] of readThumbnails(archive, path))
    await writeAtomically(thumbnailPath(home, hash), bytes, { durable: false });
}
