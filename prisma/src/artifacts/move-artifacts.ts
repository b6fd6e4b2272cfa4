import { commandLine, DomainError } from '@engram/core';
import { list as listDatasets } from '../datasets/dataset-repository.ts';
import { checkpoints } from '../ensembles/checkpoints.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { checkpointArtifact, datasetArtifacts, thumbnailArtifact } from './artifact-paths.ts';
import { bring } from './artifacts.ts';
import { parsePlaceAddress, type PlaceAddress } from './place-address.ts';
import { openPlace, placeAddress, setPlaceAddress } from './place-of-store.ts';

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
  /** Bytes in the new place; null for a home. */
  sizeBytes: number | null;
}

export interface MoveOptions {
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
 * Moves the artifacts of a store to another place while workers and servers go on: they use the old place until the new one has all files.
 * What an earlier attempt copied is not copied again. Copies in homes and objects in buckets stay, since others may use them;
 * PostgreSQL's are removed.
 * @param to as ENGRAM_ARTIFACTS
 * @throws DomainError NOT_FOUND with the files that are neither here nor in the old place; then the store stays as it is; CANCELLED
 */
export async function moveArtifacts(
  store: Store,
  home: string,
  to: string,
  o: MoveOptions = {},
): Promise<MovedArtifacts> {
  const address = parsePlaceAddress(to);
  const from = await placeAddress(store);
  const copy = () => copyMissing(store, home, address, o);
  let copiedCount = await copy();
  if (from !== address) {
    await setPlaceAddress(store, address);
    // What was kept in the old place after it was looked at.
    copiedCount += await copy();
    if (from === 'postgres') await query(store, 'DELETE FROM artifact');
  }
  const held = await openPlace(store, address)?.list('');
  return {
    ...{ from, to: address, copiedCount },
    fileCount: (await namedArtifacts(store)).length,
    sizeBytes: held ? held.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : null,
  };
}

/** @returns how many files the place did not hold */
async function copyMissing(
  store: Store,
  home: string,
  to: PlaceAddress,
  { signal, onProgress = () => {} }: MoveOptions,
): Promise<number> {
  const target = openPlace(store, to);
  const held = new Set(((await target?.list('')) ?? []).map(({ path }) => path));
  const paths = (await namedArtifacts(store)).filter((path) => !held.has(path));
  const missing: string[] = [];
  for (let start = 0; start < paths.length; start += batch) {
    if (signal?.aborted)
      throw new DomainError('CANCELLED', 'The move was stopped; the same command goes on where it was.');
    const members = paths.slice(start, start + batch);
    const here = await brought(store, home, members);
    missing.push(...members.filter((path) => !here.has(path)));
    await target?.put(home, [...here]);
    const done = start + members.length;
    onProgress({ fraction: done / paths.length, message: `${done} of ${paths.length} files` });
  }
  if (missing.length > 0) throw notFound(missing);
  return paths.length;
}

async function brought(store: Store, home: string, paths: readonly string[]): Promise<Set<string>> {
  const here = new Set<string>();
  for (let start = 0; start < paths.length; start += atOnce)
    await Promise.all(
      paths.slice(start, start + atOnce).map(async (path) => {
        if (await bring(store, home, path)) here.add(path);
      }),
    );
  return here;
}

function notFound(missing: readonly string[]): DomainError {
  const named = missing.slice(0, 3).join(', ');
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
  return new DomainError(
    'NOT_FOUND',
    `${missing.length} files that the store names are not here, such as ${named}${more}, so that the store keeps its old place. ` +
      `Run this on the machine that has them; else import the datasets again, and forget lost checkpoints with: ${commandLine('ensembles prune')}`,
    { details: { missing: missing.slice(0, 100) } },
  );
}
