import { readFile } from 'node:fs/promises';
import { DomainError } from '@engram/core';
import {
  artifacts,
  sha256,
  thumbnailArtifact,
  thumbnailFile,
  writeAtomically,
  type Store,
} from '@engram/store';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { stateOfThumbnail, thumbnailPath } from '../datasets/thumbnail-files.ts';
import { flushThumbnails } from '../datasets/thumbnails.ts';

export { withCreatedThumbnails } from '../datasets/created-thumbnails.ts';

/** The same for all files, so that the same thumbnails give the same bytes. */
const time = new Date(1980, 0, 1);
const signature = Buffer.from('89504e470d0a1a0a', 'hex');

/** Thumbnails of one archive: a ZIP without extensions counts its files in 16 bits, and one that is larger takes much memory. */
const archiveLimits = { files: 50_000, bytes: 256 * 1024 * 1024 };
/** A thumbnail has a few kilobytes. */
const maxThumbnailBytes = 4 * 1024 * 1024;

/** A thumbnail; null when it is missing or damaged. */
export async function readThumbnail(store: Store, home: string, hash: string): Promise<Uint8Array | null> {
  const isHere = await artifacts.bring(store, home, thumbnailArtifact(hash));
  const bytes = isHere ? await readFile(thumbnailPath(home, hash)).catch(() => null) : null;
  return bytes && sha256(bytes) === hash ? bytes : null;
}

/** Thumbnails as a ZIP. */
export interface ThumbnailArchive {
  archive: Uint8Array;
  /** Thumbnails in it. */
  count: number;
}

/**
 * Thumbnails as ZIPs, each file `ab/HASH.png`; those that are missing or damaged are left out.
 * @param hashes each once
 */
export async function* packThumbnails(
  store: Store,
  home: string,
  hashes: readonly string[],
  limits = archiveLimits,
): AsyncGenerator<ThumbnailArchive> {
  let files: Zippable = {};
  let [count, sizeBytes] = [0, 0];
  // PNG is compressed already.
  const packed = (): ThumbnailArchive => ({ archive: zipSync(files, { level: 0, mtime: time }), count });
  for (const hash of hashes.toSorted()) {
    const bytes = await readThumbnail(store, home, hash);
    if (!bytes) continue;
    if (count === limits.files || (count > 0 && sizeBytes + bytes.length > limits.bytes)) {
      yield packed();
      files = {};
      [count, sizeBytes] = [0, 0];
    }
    files[thumbnailFile(hash)] = bytes;
    count += 1;
    sizeBytes += bytes.length;
  }
  if (count > 0) yield packed();
}

/**
 * The thumbnails of an archive by hash. It unpacks no more bytes than the archive has: what it wrote is stored, not compressed.
 * @throws DomainError INVALID_FILE when it is no ZIP, a file in it is compressed or large, or is no PNG of its name
 */
export function readThumbnails(archive: Uint8Array, path: string): Map<string, Uint8Array> {
  const damaged = (what: string, cause?: unknown) =>
    new DomainError('INVALID_FILE', `'${path}' ${what}. Fetch the deposit again.`, { cause });
  let [count, sizeBytes] = [0, 0];
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(archive, {
      filter({ name, size, originalSize, compression }) {
        count += 1;
        sizeBytes += size;
        if (compression !== 0 || size !== originalSize || size > maxThumbnailBytes)
          throw damaged(`holds '${name.slice(0, 100)}', which is compressed or too large for a thumbnail`);
        if (sizeBytes > archive.length) throw damaged('holds files that overlap');
        return true;
      },
    });
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw damaged('is no ZIP, or is damaged', error);
  }
  const found = new Map<string, Uint8Array>();
  for (const [name, bytes] of Object.entries(files)) {
    const hash = sha256(bytes);
    if (name !== thumbnailFile(hash) || signature.compare(bytes, 0, signature.length) !== 0)
      throw damaged(`holds '${name.slice(0, 100)}', which is no picture of this hash`);
    found.set(hash, bytes);
  }
  if (found.size !== count) throw damaged('holds a picture twice');
  return found;
}

/**
 * Puts thumbnails under ENGRAM_HOME, flushed to disk, and keeps them for other machines; those that are there stay.
 * @param created gets the hashes of those that were not there
 * @throws DomainError DISK_UNAVAILABLE
 */
export async function storeThumbnails(
  store: Store,
  home: string,
  thumbnails: ReadonlyMap<string, Uint8Array>,
  created: Set<string>,
): Promise<void> {
  for (const [hash, bytes] of thumbnails) {
    const state = await stateOfThumbnail(home, hash);
    if (state === 'whole') continue;
    await writeAtomically(thumbnailPath(home, hash), bytes, { durable: false });
    if (state === 'missing') created.add(hash);
  }
  const hashes = [...thumbnails.keys()];
  await flushThumbnails(home, hashes);
  await artifacts.keep(store, home, hashes.map(thumbnailArtifact)); // prettier-ignore
}
