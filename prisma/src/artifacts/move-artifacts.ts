import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DomainError, sideBySide } from '@engram/core';
import { list as listDatasets } from '../datasets/dataset-repository.ts';
import { checkpoints } from '../ensembles/checkpoints.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { whileNobodyKeeps } from './artifact-lock.ts';
import { checkpointArtifact, datasetArtifacts, thumbnailArtifact } from './artifact-paths.ts';
import type { ArtifactPlace } from './artifact-place.ts';
import { bring, bringDataset, mendDataset } from './artifacts.ts';
import { hashHere, hashInName } from './measure-files.ts';
import { parsePlaceAddress, type PlaceAddress } from './place-address.ts';
import { openPlace, placeAddress, setPlaceAddress } from './place-of-store.ts';
import { PostgresPlace } from './postgres-place.ts';

/** Brought and put together. */
const batch = 200;
/** Read or brought side by side. */
const atOnce = 8;

export interface MovedArtifacts {
  from: string;
  to: string;
  /** Of all that the store names. */
  fileCount: number;
  /** Files that the new place did not hold before, or held damaged. */
  copiedCount: number;
  /** Files that were not found whole, and are in the new place no more than in the old one. */
  missingCount: number;
}

export interface MoveOptions {
  /** Moves what there is, although files are missing. */
  leaveMissing?: boolean;
  /** Throws where a dataset of this machine is damaged; asked once where the old place does not know what its files should hold. */
  assertDatasetWhole?: (contentHash: string) => Promise<void>;
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
 * Nobody may keep files: no worker lives, and no import is under way. What an earlier attempt copied is not copied again, unless it is damaged.
 * Copies in homes and objects in buckets stay, since others may use them; PostgreSQL's are removed when every file was read in the new
 * place and has the right hash.
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

/** A move under way. */
interface Move extends MoveOptions {
  store: Store;
  home: string;
  /** null for the home. */
  target: ArtifactPlace | null;
  /** SHA-256 that each file must have; files of datasets that are nowhere to be found have none. */
  expected: ReadonlyMap<string, string>;
}

async function move(store: Store, home: string, to: PlaceAddress, o: MoveOptions): Promise<MovedArtifacts> {
  const from = await placeAddress(store);
  const names = await namedArtifacts(store);
  // Where the old place is a home, PostgreSQL may have what a move that was stopped has left.
  const known = await knownHashes(openPlace(store, from) ?? new PostgresPlace(store), names);
  const asked = { ...o, store, home, target: openPlace(store, to) };
  const all: Move = { ...asked, expected: await withOwnHashes(asked, names, known) };
  const held = await pathsIn(all.target);
  const before = await notWhole(all, names, held);
  await copy(all, before, held);
  const missing = await notWhole(all, before, await pathsIn(all.target));
  if (missing.length > 0 && !o.leaveMissing) throw notFound(missing);
  await setPlaceAddress(store, to);
  // Also what a move that was stopped here has left, but nothing that may be the only copy.
  if (to !== 'postgres') await removeRows(store, new Set(missing));
  return {
    ...{ from, to, fileCount: names.length },
    ...{ copiedCount: before.length - missing.length, missingCount: missing.length },
  };
}

async function knownHashes(
  place: ArtifactPlace,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const expected = new Map<string, string>();
  for (const path of paths) {
    const hash = hashInName(path) ?? (await place.sha256Of(path));
    // What another program copied into a bucket came without its hash.
    if (hash) expected.set(path, hash);
  }
  return expected;
}

const datasetOf = (path: string): string | undefined => /^datasets\/([0-9a-f]{64})\//.exec(path)?.[1];

/**
 * Adds those of datasets that the old place does not know the hashes of: of this machine's copy, once all of it was compared with the dataset's
 * content hash; where this machine has none, those that the new place was given with the files, as by another machine's move.
 * @throws DomainError INVALID_FILE where this machine's copy is damaged, and the old place has no whole one
 */
async function withOwnHashes(
  move: Omit<Move, 'expected'>,
  names: readonly string[],
  known: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const { store, home, target } = move;
  const expected = new Map(known);
  const unknown = names.filter((path) => !known.has(path));
  for (const dataset of new Set(unknown.map(datasetOf))) {
    stopIfAborted(move);
    const isHere = dataset !== undefined && (await bringDataset(store, home, dataset));
    if (isHere) await assertWhole(move, dataset);
    for (const path of unknown.filter((each) => datasetOf(each) === dataset)) {
      const hash = isHere ? await hashAt(null, home, path) : await target?.sha256Of(path);
      if (hash) expected.set(path, hash);
    }
  }
  return expected;
}

/** A damaged copy gets one chance to be replaced by the old place's. */
async function assertWhole(
  { store, home, assertDatasetWhole = () => Promise.resolve() }: Omit<Move, 'expected'>,
  dataset: string,
): Promise<void> {
  await assertDatasetWhole(dataset).catch(async (error: unknown) => {
    const isDamaged = error instanceof DomainError && error.code === 'INVALID_FILE';
    if (!isDamaged || !(await mendDataset(store, home, dataset))) throw error;
    await assertDatasetWhole(dataset);
  });
}

/** Null for the home, which is looked into file by file. */
const pathsIn = async (place: ArtifactPlace | null): Promise<ReadonlySet<string> | null> =>
  place && new Set((await place.list('')).map(({ path }) => path));

/** Those of some files that the new place does not hold, or with another content: all that it holds is read there. */
async function notWhole(
  move: Move,
  paths: readonly string[],
  held: ReadonlySet<string> | null,
): Promise<string[]> {
  const { target, home, onProgress = () => {} } = move;
  let done = 0;
  const whole = await filterSideBySide(paths, async (path) => {
    stopIfAborted(move);
    const isThere = held?.has(path) ?? true;
    const isWhole = isThere && hasContent(move, path, await hashAt(target, home, path));
    done += 1;
    if (done % batch === 0)
      onProgress({
        fraction: done / paths.length,
        message: `reading the new place: ${done} of ${paths.length} files`,
      });
    return isWhole;
  });
  return paths.filter((path) => !whole.has(path));
}

const hasContent = ({ expected }: Move, path: string, found: string | null): boolean =>
  found !== null && found === expected.get(path);

/** SHA-256 of what a place, or the home, has under a path, read from there; null where it has nothing, or not what was put. */
async function hashAt(place: ArtifactPlace | null, home: string, path: string): Promise<string | null> {
  if (!place) return hashHere(join(home, path));
  const hash = createHash('sha256');
  const kept = await place.get(path, async (bytes) => void hash.update(bytes));
  const found = hash.digest('hex');
  return kept === found || kept === '' ? found : null;
}

async function copy(move: Move, paths: readonly string[], held: ReadonlySet<string> | null): Promise<void> {
  const { home, target, onProgress = () => {} } = move;
  for (let start = 0; start < paths.length; start += batch) {
    stopIfAborted(move);
    const members = paths.slice(start, start + batch);
    const here = [...(await filterSideBySide(members, (path) => brought(move, path)))];
    // A place leaves what it holds as it is, and what it holds of these is damaged.
    await target?.remove(here.filter((path) => held?.has(path)));
    await target?.put(home, here);
    const done = start + members.length;
    onProgress({ fraction: done / paths.length, message: `copying: ${done} of ${paths.length} files` });
  }
}

/** Whether the file is on this machine, whole. */
async function brought(move: Move, path: string): Promise<boolean> {
  const { store, home } = move;
  const isWhole = async (): Promise<boolean> => hasContent(move, path, await hashAt(null, home, path));
  const dataset = datasetOf(path);
  if (dataset === undefined) await bring(store, home, path);
  else if (!(await bringDataset(store, home, dataset))) return false;
  else if (!(await isWhole())) await mendDataset(store, home, dataset);
  return isWhole();
}

function stopIfAborted({ signal }: Pick<MoveOptions, 'signal'>): void {
  if (signal?.aborted)
    throw new DomainError('CANCELLED', 'The move was stopped; the same command goes on where it was.');
}

async function filterSideBySide(
  paths: readonly string[],
  isWanted: (path: string) => Promise<boolean>,
): Promise<Set<string>> {
  const are = await sideBySide(paths, atOnce, isWanted);
  return new Set(paths.filter((_, at) => are[at]));
}

async function removeRows(store: Store, spared: ReadonlySet<string>): Promise<void> {
  const place = new PostgresPlace(store);
  const paths = (await place.list('')).map(({ path }) => path);
  await place.remove(paths.filter((path) => !spared.has(path)));
}

function notFound(missing: readonly string[]): DomainError {
  const named = missing.slice(0, 3).join(', ');
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : '';
  return new DomainError(
    'NOT_FOUND',
    `${missing.length} files that the store names are not here, or are damaged, such as ${named}${more}, so that the store keeps its old place. ` +
      'Run this on the machine that has them, import the datasets again, or move what there is with --leave-missing.',
    { details: { missing: missing.slice(0, 100) } },
  );
}
