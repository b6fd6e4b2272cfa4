import { assertPlainText, DomainError } from '@engram/core';
import { datasets, type Store } from '@engram/store';
import { slugOf, type ImageDataset } from './dataset.ts';
import { refuseWhenCancelled } from './cancelled.ts';
import { hasDatasetFiles, removeDatasetFiles, writeDatasetFiles } from './dataset-files.ts';
import { longestName } from './names.ts';
import { readDataset, shippedDatasets } from './registry.ts';
import { removeThumbnails, writeThumbnails } from './thumbnails.ts';

export interface ImportOptions {
  /** Name to store it under; that of its files when left out. */
  name?: string;
  /** Stops the import as long as no row is stored. */
  signal?: AbortSignal;
  onProgress?(progress: { fraction: number; message: string }): void;
}

/** Parts of an import as time goes by: reading, then thumbnails, then rows. */
const fractions = { read: 0.1, drawn: 0.8 } as const;

/**
 * Reads, checks and stores a dataset: files first, rows last in one transaction, so that rows never point to pixels that are
 * not there. Importing the same again changes nothing, and puts back files that are missing.
 *
 * @throws DomainError INVALID_FILE, INVALID_ARGUMENT, CONFLICT when the name holds other data, or CANCELLED; nothing is left behind
 */
export async function importDataset(
  store: Store,
  home: string,
  spec: string,
  { name, signal, onProgress = () => {} }: ImportOptions = {},
) {
  const slugGiven = name === undefined ? undefined : checkedSlug(name, spec);
  if (slugGiven === undefined) checkNamed(spec);
  const read = await readUnlessCancelled(spec, signal);
  const dataset = slugGiven === undefined ? read : { ...read, slug: slugGiven, name: name!.trim() };
  assertPlainText(dataset.name, 'the name of a dataset');
  if (slugGiven === undefined && dataset.slug !== spec) checkedSlug(dataset.slug, spec);
  const { slug, contentHash } = dataset;
  const known = await datasets.findBySlug(store, slug);
  if (known && known.contentHash !== contentHash)
    throw new DomainError(
      'CONFLICT',
      `The name '${slug}' already holds another dataset (content ${known.contentHash.slice(0, 12)}, not ` +
        `${contentHash.slice(0, 12)}). Give this one a name of its own with --name.`,
    );
  if (known && (await hasDatasetFiles(home, contentHash))) return { ...known, created: false };
  const count = dataset.labels.length;
  const thumbnails = await writeThumbnails(home, dataset, signal, (drawn) =>
    onProgress({
      fraction: fractions.read + (fractions.drawn - fractions.read) * (drawn / count),
      message: `drawing thumbnails, ${drawn} of ${count}`,
    }),
  );
  onProgress({ fraction: fractions.drawn, message: `storing ${count} datapoints` });
  let madeFolder = false;
  try {
    madeFolder = await writeDatasetFiles(home, dataset);
    refuseWhenCancelled(signal, slug);
    const row = await datasets.create(store, rowsOf(dataset, thumbnails.hashes), signal);
    return { ...row, created: known === null };
  } catch (error) {
    await removeThumbnails(home, thumbnails.created);
    if (madeFolder) await removeDatasetFiles(home, contentHash);
    throw error;
  }
}

async function readUnlessCancelled(spec: string, signal: AbortSignal | undefined): Promise<ImageDataset> {
  try {
    return await readDataset(spec, signal);
  } catch (error) {
    refuseWhenCancelled(signal, spec);
    throw error;
  }
}

/** A pipe of the shell has a number for a name. @throws DomainError INVALID_ARGUMENT */
function checkNamed(spec: string): void {
  if (/^idx:\/(dev|proc\/self)\/fd\/\d+(,|$)/.test(spec))
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

function rowsOf(dataset: ImageDataset, thumbnails: readonly string[]): Parameters<typeof datasets.create>[1] {
  const { slug, name, contentHash, shape, license, citation, classes, labels } = dataset;
  return {
    slug,
    name,
    contentHash,
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
    })),
  };
}
