import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@engram/core';
import { list as listDatasets } from '../datasets/dataset-repository.ts';
import { checkpoints } from '../ensembles/checkpoints.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { whileNobodyKeeps } from './artifact-lock.ts';
import { checkpointArtifact, datasetArtifacts, thumbnailArtifact } from './artifact-paths.ts';
import { bring, bringDataset } from './artifacts.ts';
import { parsePlaceAddress, type PlaceAddress } from './place-address.ts';
import { openPlace, placeAddress, setPlaceAddress } from './place-of-store.ts';
import { PostgresPlace } from './postgres-place.ts';

/** Brought and put together. */
const batch = 200;
/** Brought side by side. */
const atOnce = 8;

export interface MovedArtifacts {
  from: string;
  to: string;
  /** Of all that the store names. */
  fileCount: number;
  /** Files that the new place did not hold before. */
  copiedCount: number;
  /** Files that were not found, and are in the new place no more than in the old one. */
  missingCount: number;
}

export interface MoveOptions {
  /** Moves what there is, although files are missing. */
  leaveMissing?: boolean;
  signal?: AbortSignal;
  onProgress?: (progress: { fraction: number; message: string }) => void;
}

/** Every file that the store names, as its path below ENGRAM_HOME. */
export async function namedArtifacts(store: Store): Promise<string[]> {
  const datasets = (await listDatasets(store)).filter(({ hasImages }) => hasImages);
  const thumbnails = await query<{ hash: string }>(
    store,
    'SELECT DISTINCT thumbnail_hash AS hash FROM datapoint WHERE thumbnail_hash IS NOT NULL',
  );
  const hashes = new Set((await checkpoints(store)).map(({ checkpointHash }) => checkpointHash));
  return [
    ...new Set(datasets.flatMap(({ contentHash, kind }) => datasetArtifacts(contentHash, kind))),
    ...thumbnails.map(({ hash }) => thumbnailArtifact(hash)),
    ...[...hashes].map(checkpointArtifact),
  ];
}

/**
 * Moves the artifacts of a store to another place. Whoever reads goes on meanwhile: the old place counts until the new one has all files.
 * Nobody may keep files: no worker lives, and no import is under way. What an earlier attempt copied is not copied again. Copies in homes and
 * objects in buckets stay, since others may use them; PostgreSQL's are removed.
 * @param to as ENGRAM_ARTIFACTS
 * @throws DomainError CONFLICT while a worker lives or an import is under way; NOT_FOUND with the files that are neither here nor in the old
 *   place; INVALID_FILE for one that is damaged; CANCELLED: then the store keeps its place
 */
export async function moveArtifacts(
  store: Store,
  home: string,
  to: string,
  o: MoveOptions = {},
): Promise<MovedArtifacts> {
  const address = parsePlaceAddress(to);
  return whileNobodyKeeps(store, 'move the artifacts', () =>
    move({ ...store, cacheBytes: Infinity }, home, address, o),
  );
}

async function move(store: Store, home: string, to: PlaceAddress, o: MoveOptions): Promise<MovedArtifacts> {
  const from = await placeAddress(store);
  const names = await namedArtifacts(store);
  const before = await absentFrom(store, home, to, names);
  await copy(store, home, to, before, o);
  const missing = await absentFrom(store, home, to, before);
  if (missing.length > 0 && !o.leaveMissing) throw notFound(missing);
  await setPlaceAddress(store, to);
  // Also what a move that was stopped here has left.
  if (to !== 'postgres') await removeAll(store);
  return {
    ...{ from, to, fileCount: names.length },
    ...{ copiedCount: before.length - missing.length, missingCount: missing.length },
  };
}

/** Those of some files that a place does not hold. */
async function absentFrom(
  store: Store,
  home: string,
  address: PlaceAddress,
  paths: readonly string[],
): Promise<string[]> {
  const place = openPlace(store, address);
  if (place) {
    const held = new Set((await place.list('')).map(({ path }) => path));
    return paths.filter((path) => !held.has(path));
  }
  const absent: string[] = [];
  for (const path of paths) if (!(await stat(join(home, path)).catch(() => null))) absent.push(path);
  return absent;
}

async function copy(
  store: Store,
  home: string,
  to: PlaceAddress,
  paths: readonly string[],
  { signal, onProgress = () => {} }: MoveOptions,
): Promise<void> {
  const target = openPlace(store, to);
  for (let start = 0; start < paths.length; start += batch) {
    if (signal?.aborted)
      throw new DomainError('CANCELLED', 'The move was stopped; the same command goes on where it was.');
    const members = paths.slice(start, start + batch);
    const here = await brought(store, home, members);
    await target?.put(home, [...here]);
    const done = start + members.length;
    onProgress({ fraction: done / paths.length, message: `${done} of ${paths.length} files` });
  }
}

async function brought(store: Store, home: string, paths: readonly string[]): Promise<Set<string>> {
  const here = new Set<string>();
  const one = async (path: string): Promise<void> => {
    const dataset = /^datasets\/([0-9a-f]{64})\//.exec(path)?.[1];
    const isBrought = dataset === undefined ? bring(store, home, path) : bringDataset(store, home, dataset);
    if ((await isBrought) && (await stat(join(home, path)).catch(() => null))) here.add(path);
  };
  for (let start = 0; start < paths.length; start += atOnce)
    await Promise.all(paths.slice(start, start + atOnce).map(one));
  return here;
}

async function removeAll(store: Store): Promise<void> {
  const place = new PostgresPlace(store);
  await place.remove((await place.list('')).map(({ path }) => path));
}

function notFound(missing: readonly string[]): DomainError {
  const named = missing.slice(0, 3).join(', ');
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
  return new DomainError(
    'NOT_FOUND',
    `${missing.length} files that the store names are not here, such as ${named}${more}, so that the store keeps its old place. ` +
      'Run this on the machine that has them, import the datasets again, or move what there is with --leave-missing.',
    { details: { missing: missing.slice(0, 100) } },
  );
}
