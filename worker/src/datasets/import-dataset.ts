import { assertPlainText, DomainError } from '@engram/core';
import {
  artifacts,
  datapoints,
  datasetArtifacts,
  datasets,
  thumbnailArtifact,
  type DatasetRow,
  type Store,
} from '@engram/store';
import { slugOf, type Dataset } from './dataset.ts';
import { assertNotCancelled } from './cancelled.ts';
import { withCreatedThumbnails } from './created-thumbnails.ts';
import { filesOfDataset, removeDatasetFiles, writeDatasetFiles } from './dataset-files.ts';
import { longestName } from './names.ts';
import type { ReadContext } from './formats/format.ts';
import { readDataset, shippedDatasets } from './formats/registry.ts';
import type { TableOptions } from './tables/table-options.ts';
import { writeThumbnails } from './thumbnails.ts';

/** Family of the advisory locks of dataset imports, one a content hash ("ENGD" in ASCII). */
const importFamily = 0x454e4744;

export interface ImportOptions {
  /** Name to store it under; that of its files when left out. */
  name?: string;
  /** Side of the squares that pictures become, for formats that take it. */
  side?: number;
  /** Stops the import as long as no row is stored. */
  signal?: AbortSignal;
  /** What a table does not say itself. */
  table?: TableOptions;
  onProgress?(progress: { fraction: number; message: string }): void;
}

/** Of a text so many UTF-16 units are stored for pages. */
const excerptLength = 2000;

/** Parts of an import as time goes by: reading, then thumbnails, then rows. */
const fractions = { read: 0.1, drawn: 0.8 } as const;

type Progressing = Required<Pick<ImportOptions, 'onProgress'>> &
  Pick<ImportOptions, 'signal'> & { created: Set<string> };

export type ImportedDataset = DatasetRow & {
  /** Whether rows were stored. */
  created: boolean;
  /** Number of files of a known dataset that were missing or damaged and are whole again. */
  restoredFiles: number;
};

/**
 * Reads, checks and stores a dataset: files first, rows last in one transaction, so that rows never point to pixels that are
 * not there. Importing the same again changes no row, and restores files that are missing or damaged.
 *
 * @throws DomainError INVALID_FILE, INVALID_ARGUMENT, CONFLICT when the name holds other data, or CANCELLED; nothing is left behind
 */
export async function importDataset(
  store: Store,
  home: string,
  spec: string,
  { name, side, table, signal, onProgress = () => {} }: ImportOptions = {},
): Promise<ImportedDataset> {
  const slugGiven = name === undefined ? undefined : checkedSlug(name, spec);
  if (slugGiven === undefined) checkNamed(spec);
  const read = await readUnlessCancelled(spec, {
    home,
    side,
    signal,
    table,
    onProgress: ({ fraction, message }) => onProgress({ fraction: fractions.read * fraction, message }),
  });
  const dataset = slugGiven === undefined ? read : { ...read, slug: slugGiven, name: name!.trim() };
  assertPlainText(dataset.name, 'the name of a dataset');
  if (slugGiven === undefined && dataset.slug !== spec) checkedSlug(dataset.slug, spec);
  return storeDataset(store, home, dataset, { signal, onProgress });
}

/**
 * Stores a dataset that was read or made: files first, rows last; see `importDataset`.
 * @throws DomainError CONFLICT when the name holds other data, or CANCELLED; nothing is left behind
 */
export async function storeDataset(
  store: Store,
  home: string,
  dataset: Dataset,
  { signal, onProgress = () => {} }: Pick<ImportOptions, 'signal' | 'onProgress'> = {},
): Promise<ImportedDataset> {
  const work = async (created: Set<string>): Promise<ImportedDataset> => {
    const known = await knownDataset(store, dataset);
    const o = { signal, onProgress, created };
    return known ? restore(store, home, known, dataset, o) : storeNew(store, home, dataset, o);
  };
  return withCreatedThumbnails(store, home, work, {
    // Of two imports of the same content at once, one could otherwise remove files that the other relies on.
    besides: [{ family: importFamily, name: dataset.contentHash }],
    assertGoingOn: () => assertNotCancelled(signal, dataset.slug),
  });
}

/** @throws DomainError CONFLICT when the name holds other data */
async function knownDataset(store: Store, { slug, contentHash }: Dataset): Promise<DatasetRow | null> {
  const known = await datasets.findBySlug(store, slug);
  if (!known || known.contentHash === contentHash) return known;
  throw new DomainError(
    'CONFLICT',
    `The name '${slug}' already holds another dataset (content ${known.contentHash.slice(0, 12)}, not ` +
      `${contentHash.slice(0, 12)}). Give this one a name of its own with --name.`,
  );
}

async function storeNew(
  store: Store,
  home: string,
  dataset: Dataset,
  { signal, onProgress, created }: Progressing,
): Promise<ImportedDataset> {
  const { hashes } = await writeThumbnails(home, dataset, {
    ...{ created, signal },
    onDrawn: drawing(dataset, onProgress),
  });
  onProgress({ fraction: fractions.drawn, message: `storing ${dataset.labels.length} datapoints` });
  let madeFolder = false;
  try {
    madeFolder = (await writeDatasetFiles(home, dataset)).created;
    assertNotCancelled(signal, dataset.slug);
    await keepForOthers(store, home, dataset, hashes);
    const row = await datasets.create(store, rowsOf(dataset, hashes), signal);
    return { ...row, created: true, restoredFiles: 0 };
  } catch (error) {
    if (madeFolder) {
      await removeDatasetFiles(home, dataset.contentHash);
      // Under another name the same values may be stored.
      if (!(await datasets.holdsContent(store, dataset.contentHash)))
        await artifacts.discard(store, home, datasetArtifacts(dataset.contentHash, dataset.kind));
    }
    throw error;
  }
}

/** Before the rows, which say that the files are there. */
const keepForOthers = (store: Store, home: string, dataset: Dataset, thumbnails: readonly string[]) =>
  artifacts.keep(store, home, [
    ...datasetArtifacts(dataset.contentHash, dataset.kind),
    ...new Set(thumbnails.map(thumbnailArtifact)),
  ]);

/** Tells how many thumbnails are drawn, or found whole. */
const drawing =
  ({ labels }: Dataset, onProgress: Progressing['onProgress']) =>
  (drawn: number): void =>
    onProgress({
      fraction: fractions.read + (fractions.drawn - fractions.read) * (drawn / labels.length),
      message: `drawing thumbnails, ${drawn} of ${labels.length}`,
    });

/** Makes the files of a dataset in the store what they were. */
async function restore(
  store: Store,
  home: string,
  known: DatasetRow,
  dataset: Dataset,
  { signal, onProgress, created }: Progressing,
): Promise<ImportedDataset> {
  const files = await writeDatasetFiles(home, dataset);
  const stored: (string | null)[] = [];
  for await (const rows of datapoints.inBatches(store, known.id))
    for (const { index, thumbnailHash } of rows) stored[index] = thumbnailHash;
  const { hashes, restored } = await writeThumbnails(home, dataset, {
    ...{ created, stored, signal },
    onDrawn: drawing(dataset, onProgress),
  });
  await keepForOthers(store, home, dataset, hashes);
  // Another version of the encoder of PNGs draws the same picture in other bytes.
  const redrawn = hashes.flatMap((hash, index) => (hash === stored[index] ? [] : [{ index, hash }]));
  if (redrawn.length > 0) await datapoints.setThumbnailHashes(store, known.id, redrawn);
  if (!known.hasImages) {
    // It came with a deposit, which may hold no content of datapoints.
    await datapoints.fillContent(store, known.id, contentOf(dataset));
    await datasets.setHasImages(store, known.id);
  }
  const inFolder = files.created ? filesOfDataset : files.restored.length;
  return { ...known, hasImages: true, created: false, restoredFiles: inFolder + created.size + restored };
}

async function readUnlessCancelled(spec: string, context: ReadContext): Promise<Dataset> {
  try {
    return await readDataset(spec, context);
  } catch (error) {
    assertNotCancelled(context.signal, spec);
    throw error;
  }
}

/** A pipe of the shell has a number for a name. @throws DomainError INVALID_ARGUMENT */
function checkNamed(spec: string): void {
  if (/^[a-z0-9]+:\/(dev|proc\/self)\/fd\/\d+(,|$)/.test(spec))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `${spec}: a pipe has no name that the dataset could have. Give it one with --name.`,
    );
}

function checkedSlug(name: string, spec: string): string {
  if (name.trim().length > longestName)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The name '${name.slice(0, 20)}…' has ${name.trim().length} characters; up to ${longestName} are taken.`,
    );
  const slug = slugOf(name);
  if (slug === '')
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The name '${name}' has no letter a–z and no digit, of which the dataset's name in commands is made; choose another.`,
    );
  if (shippedDatasets.includes(slug) && slug !== spec)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The name '${slug}' belongs to the dataset that comes with Engram; choose another for ${spec}.`,
    );
  return slug;
}

/** PostgreSQL takes no NUL in a text. */
const storable = (text: string | null | undefined): string | undefined => text?.replaceAll('\0', '\ufffd');

function rowsOf(dataset: Dataset, thumbnails: readonly string[]): Parameters<typeof datasets.create>[1] {
  const { slug, name, contentHash, kind, shape, license, citation, classes, labels } = dataset;
  const content = contentOf(dataset);
  return {
    slug,
    name,
    contentHash,
    kind,
    ...shape,
    license,
    citation,
    hasImages: true,
    classes,
    datapoints: dataset.contentHashes.map((hash, index) => ({
      index,
      contentHash: hash,
      class: labels[index]! < 0 ? null : labels[index]!,
      thumbnailHash: thumbnails[index]!,
      ...content[index],
    })),
  };
}

/** What people read of each datapoint, [N]. */
const contentOf = ({ labels, sourceIds, texts }: Dataset) =>
  Array.from(labels, (_, index) => ({
    sourceId: storable(sourceIds?.[index]) || null,
    excerpt: storable(texts?.[index]?.slice(0, excerptLength)) ?? null,
  }));
