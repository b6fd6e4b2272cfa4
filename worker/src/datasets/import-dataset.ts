import { assertPlainText, DomainError } from '@engram/core';
import { datasets, type Store } from '@engram/store';
import { slugOf, type ImageDataset } from './dataset.ts';
import { refuseWhenCancelled } from './cancelled.ts';
import { hasDatasetFiles, removeDatasetFiles, writeDatasetFiles } from './dataset-files.ts';
import { readDataset, shippedDatasets } from './registry.ts';
import { removeThumbnails, writeThumbnails } from './thumbnails.ts';

export interface ImportOptions {
  /** Name to store it under; that of its files when left out. */
  name?: string;
  /** Stops the import as long as no row is stored. */
  signal?: AbortSignal;
}

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
  { name, signal }: ImportOptions = {},
) {
  const slugGiven = name === undefined ? undefined : checkedSlug(name, spec);
  const read = await readDataset(spec);
  const dataset = slugGiven === undefined ? read : { ...read, slug: slugGiven, name: name! };
  assertPlainText(dataset.name, 'the name of a dataset');
  const { slug, contentHash } = dataset;
  const known = await datasets.findBySlug(store, slug);
  if (known && known.contentHash !== contentHash)
    throw new DomainError(
      'CONFLICT',
      `The name '${slug}' already holds another dataset (content ${known.contentHash.slice(0, 12)}, not ` +
        `${contentHash.slice(0, 12)}). Give this one a name of its own with --name.`,
    );
  if (known && (await hasDatasetFiles(home, contentHash))) return { ...known, created: false };
  const thumbnails = await writeThumbnails(home, dataset, signal);
  let madeFolder = false;
  try {
    madeFolder = await writeDatasetFiles(home, dataset);
    refuseWhenCancelled(signal, slug);
    const row = await datasets.create(store, rowsOf(dataset, thumbnails.hashes));
    return { ...row, created: known === null };
  } catch (error) {
    await removeThumbnails(home, thumbnails.created);
    if (madeFolder) await removeDatasetFiles(home, contentHash);
    throw error;
  }
}

function checkedSlug(name: string, spec: string): string {
  const slug = slugOf(name);
  if (slug === '')
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The name '${name}' has no letter a–z and no digit; choose another.`,
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
