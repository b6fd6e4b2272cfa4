/**
 * Files that several machines need: values of datasets, thumbnails, checkpoints. Each is written to this machine's home first, then
 * kept where the store has its artifacts; a machine that lacks one brings it from there. Where that place is the home itself,
 * nothing is to be done.
 */
import { createHash, randomUUID } from 'node:crypto';
import { rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskTrouble, DomainError, onDisk } from '@engram/core';
import { datasetFolder } from '../datasets/dataset-pixels.ts';
import { fillAtomically, flushFolder } from '../home/atomic-file.ts';
import { hashOfFile } from '../hash.ts';
import { ensureFolder } from '../home/folder.ts';
import type { Store } from '../store.ts';
import type { ArtifactPlace } from './artifact-place.ts';
import { trimCache } from './cache.ts';
import { hashInName } from './measure-files.ts';
import { currentPlace } from './place-of-store.ts';

/**
 * Keeps files of this machine for the others.
 * @param paths below ENGRAM_HOME
 * @throws DomainError NOT_FOUND or INVALID_FILE naming a file that is missing or damaged here
 */
export async function keep(store: Store, home: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  for (let place = await currentPlace(store); place;) {
    await place.put(home, paths);
    await trimCache(place, home, store.cacheBytes);
    const now = await currentPlace(store);
    // Whoever moves the artifacts looks for what came meanwhile once the new place holds: that is before this, or this sees it.
    if (now?.address === place.address) return;
    place = now;
  }
}

/**
 * Sees to it that a file is on this machine, and has the content that its name says if it is kept elsewhere too.
 * @param path below ENGRAM_HOME
 * @returns whether it is here
 * @throws DomainError INVALID_FILE where what arrives is not what was kept
 */
export async function bring(store: Store, home: string, path: string): Promise<boolean> {
  const file = join(home, path);
  if (await isWhole(file)) return true;
  return once(file, async () => {
    const isHere = await fromPlace(store, home, (place) => fetchFile(place, path, file));
    // One that is damaged and kept nowhere else stays: whoever reads it says so.
    return isHere || touch(file);
  });
}

/** Fetches from the store's place; where that moves meanwhile, from the new one. @returns whether `fetch` found what it wants there */
async function fromPlace(
  store: Store,
  home: string,
  fetch: (place: ArtifactPlace) => Promise<boolean>,
): Promise<boolean> {
  for (let place = await currentPlace(store); place;) {
    const isFetched = await fetch(place);
    if (isFetched) await trimCache(place, home, store.cacheBytes);
    if (isFetched) return true;
    const now = await currentPlace(store);
    if (now?.address === place.address) return false;
    place = now;
  }
  return false;
}

/** Whether a file is here with the content that its name says. */
async function isWhole(file: string): Promise<boolean> {
  const hash = hashInName(file);
  return (await touch(file)) && (hash === null || (await hashOfFile(file)) === hash);
}

/** As `bring`, of the folder of a dataset. */
export async function bringDataset(store: Store, home: string, contentHash: string): Promise<boolean> {
  const folder = datasetFolder(home, contentHash);
  if (await touch(folder)) return true;
  return once(folder, () => fromPlace(store, home, (place) => fetchDataset(place, contentHash, folder)));
}

async function fetchDataset(place: ArtifactPlace, contentHash: string, folder: string): Promise<boolean> {
  const held = await place.list(`datasets/${contentHash}/`);
  if (held.length === 0) return false;
  const temporary = `${folder}.${randomUUID()}.part`;
  try {
    await ensureFolder(temporary);
    for (const { path } of held)
      if (!(await fetchFile(place, path, join(temporary, basename(path))))) return false;
    await rename(temporary, folder).catch(async (error: unknown) => {
      // Another process brought it meanwhile.
      if (!(await touch(folder))) throw diskTrouble(error, folder) ?? error;
    });
    await flushFolder(dirname(folder));
    return true;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * Brings the files of a dataset anew where they were found damaged here, one by one, so that others can go on reading.
 * @returns whether the place has them
 */
export async function mendDataset(store: Store, home: string, contentHash: string): Promise<boolean> {
  return fromPlace(store, home, async (place) => {
    const held = await place.list(`datasets/${contentHash}/`);
    for (const { path } of held) await fetchFile(place, path, join(home, path));
    return held.length > 0;
  });
}

/**
 * Removes files that nothing needs any more, here and where they are kept.
 * @returns the bytes that this freed on this machine
 * @throws DomainError DISK_UNAVAILABLE naming the file
 */
export async function discard(store: Store, home: string, paths: readonly string[]): Promise<number> {
  let freedBytes = 0;
  for (const path of paths) {
    const file = join(home, path);
    freedBytes += await stat(file).then(({ size }) => size, () => 0); // prettier-ignore
    await onDisk(file, () => rm(file, { force: true }));
  }
  await (await currentPlace(store))?.remove(paths);
  return freedBytes;
}

/** @returns whether the place holds it */
async function fetchFile(place: ArtifactPlace, path: string, file: string): Promise<boolean> {
  const hash = createHash('sha256');
  let kept: string | null = null;
  const missing = new Error('not held');
  await fillAtomically(
    file,
    async (handle) => {
      kept = await place.get(path, async (bytes) => {
        hash.update(bytes);
        await handle.writeFile(bytes);
      });
      if (kept === null) throw missing;
      if (hash.digest('hex') !== kept)
        throw new DomainError(
          'INVALID_FILE',
          `The file ${path} in ${place.address} is damaged: its content no longer has the hash that it was put with.`,
        );
    },
    { durable: false },
  ).catch((error: unknown) => {
    if (error !== missing) throw error;
  });
  return kept !== null;
}

/** Notes that a file or folder is used now. @returns whether it is there */
async function touch(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw diskTrouble(error, path) ?? error;
  });
  if (!found) return false;
  // A disk that cannot be written is no reason not to read it.
  await utimes(path, new Date(), new Date()).catch(() => undefined);
  return true;
}

const underWay = new Map<string, Promise<boolean>>();

/** Several who wait for one file wait for one transfer. */
function once(file: string, work: () => Promise<boolean>): Promise<boolean> {
  const running = underWay.get(file) ?? work().finally(() => underWay.delete(file));
  underWay.set(file, running);
  return running;
}
