/**
 * Files that several machines need: values of datasets, thumbnails, checkpoints. Each is written to this machine's home first, then
 * kept where the store has its artifacts; a machine that lacks one brings it from there. Where that place is the home itself,
 * nothing is to be done.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskTrouble, onDisk } from '@engram/core';
import { datasetFolder } from '../datasets/dataset-pixels.ts';
import { hashOfFile } from '../hash.ts';
import { fillAtomically, flushFolder } from '../home/atomic-file.ts';
import { ensureFolder } from '../home/folder.ts';
import type { Store } from '../store.ts';
import { areWholeDataset, isDatasetFile } from './artifact-paths.ts';
import type { ArtifactPlace } from './artifact-place.ts';
import { trimCache } from './cache.ts';
import { hashInName } from './measure-files.ts';
import { currentPlace } from './place-of-store.ts';

/** Of this process: how often a file or a dataset was on this machine when it was needed, and how often it was brought from elsewhere. */
export const cacheUse = { hits: 0, misses: 0 };

/** Notes that what was needed was here. */
export function noteHit<T>(found: T): T {
  cacheUse.hits += 1;
  return found;
}

/**
 * Keeps files of this machine for the others. Nothing names them yet: the artifacts do not move meanwhile, since whoever keeps files and
 * then stores rows holds a lock (`artifactLock`).
 * @param paths below ENGRAM_HOME
 * @throws DomainError NOT_FOUND or INVALID_FILE naming a file that is missing or damaged here
 */
export async function keep(store: Store, home: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const place = await currentPlace(store);
  if (!place) return;
  await place.put(home, paths);
  await trimCache(place, home, store.cacheBytes);
}

/**
 * Sees to it that a file is on this machine, and has the content that its name says if it is kept elsewhere too.
 * @param path below ENGRAM_HOME
 * @returns whether it is here
 */
export async function bring(store: Store, home: string, path: string): Promise<boolean> {
  const file = join(home, path);
  const place = await currentPlace(store);
  if (!place) return isThere(file);
  return once(file, async () => {
    if (await isWhole(file)) return noteHit(touch(file));
    // One that is damaged and kept nowhere else stays: whoever reads it says so.
    if (!(await fetchFile(place, path, file))) return isThere(file);
    cacheUse.misses += 1;
    await trimCache(place, home, store.cacheBytes);
    return true;
  });
}

/** As `bring`, of the folder of a dataset. */
export async function bringDataset(store: Store, home: string, contentHash: string): Promise<boolean> {
  const folder = datasetFolder(home, contentHash);
  const place = await currentPlace(store);
  if (!place) return isThere(folder);
  return once(folder, async () => {
    if (await isComplete(folder)) return noteHit(touch(folder));
    if (await isThere(folder)) return fetchInto(place, contentHash, folder);
    if (!(await fetchDataset(place, contentHash, folder))) return false;
    cacheUse.misses += 1;
    await trimCache(place, home, store.cacheBytes);
    return true;
  });
}

/**
 * Brings the files of a dataset anew where they were found damaged here, one by one, so that others can go on reading.
 * @returns whether the place has them
 */
export async function mendDataset(store: Store, home: string, contentHash: string): Promise<boolean> {
  const place = await currentPlace(store);
  const folder = datasetFolder(home, contentHash);
  return place !== null && once(`${folder} anew`, () => fetchInto(place, contentHash, folder));
}

/**
 * Removes files that nothing needs any more, here and where they are kept. A bucket is left as it is, since another store may share it,
 * unless `alsoShared`: nobody misses the file.
 * @returns the bytes that this freed on this machine
 * @throws DomainError DISK_UNAVAILABLE naming the file
 */
export async function discard(
  store: Store,
  home: string,
  paths: readonly string[],
  { alsoShared = false } = {},
): Promise<number> {
  let freedBytes = 0;
  for (const path of paths) {
    const file = join(home, path);
    freedBytes += await stat(file).then(({ size }) => size, () => 0); // prettier-ignore
    await onDisk(file, () => rm(file, { force: true }));
  }
  const place = await currentPlace(store);
  if (place && (alsoShared || !place.isShared)) await place.remove(paths);
  return freedBytes;
}

async function fetchDataset(place: ArtifactPlace, contentHash: string, folder: string): Promise<boolean> {
  const temporary = `${folder}.${randomUUID()}.part`;
  try {
    await ensureFolder(temporary);
    if (!(await fetchInto(place, contentHash, temporary))) return false;
    await rename(temporary, folder).catch(async (error: unknown) => {
      // Another process brought it meanwhile.
      if (!(await isThere(folder))) throw diskTrouble(error, folder) ?? error;
    });
    await flushFolder(dirname(folder));
    return true;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** @returns whether the place held every file of the dataset */
async function fetchInto(place: ArtifactPlace, contentHash: string, folder: string): Promise<boolean> {
  const held = (await place.list(`datasets/${contentHash}/`)).map(({ path }) => path);
  // Whatever else a bucket holds there.
  const files = held.filter(isDatasetFile);
  if (!areWholeDataset(files.map((path) => basename(path)))) return false;
  for (const path of files) if (!(await fetchFile(place, path, join(folder, basename(path))))) return false;
  return true;
}

/**
 * Copies a file from the place. One that is damaged there is of no use to anybody and is removed, so that a whole one can take its place.
 * @returns whether the place held it
 */
async function fetchFile(place: ArtifactPlace, path: string, file: string): Promise<boolean> {
  const hash = createHash('sha256');
  const notHeld = new Error('not held');
  const damaged = new Error('damaged');
  try {
    await fillAtomically(
      file,
      async (handle) => {
        const kept = await place.get(path, async (bytes) => {
          hash.update(bytes);
          await onDisk(file, () => handle.writeFile(bytes));
        });
        if (kept === null) throw notHeld;
        // What another program copied into a bucket came without its hash; its name may tell it, and readers compare datasets with theirs.
        const expected = kept || hashInName(path);
        if (expected !== null && hash.digest('hex') !== expected) throw damaged;
      },
      { durable: true },
    );
    return true;
  } catch (error) {
    if (error === damaged) await place.remove([path]);
    else if (error !== notHeld) throw error;
    return false;
  }
}

/** Whether a file is here with the content that its name says. */
async function isWhole(file: string): Promise<boolean> {
  const hash = hashInName(file);
  return (await isThere(file)) && (hash === null || (await hashOfFile(file)) === hash);
}

const isComplete = async (folder: string): Promise<boolean> =>
  areWholeDataset(await readdir(folder).catch(() => []));

async function isThere(path: string): Promise<boolean> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw diskTrouble(error, path) ?? error;
  });
  return found !== null;
}

/** Notes that a copy is used now. */
async function touch(path: string): Promise<true> {
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
