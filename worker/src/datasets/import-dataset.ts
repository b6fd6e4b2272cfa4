import { DomainError } from '@engram/core';
import { datasets, type Store } from '@engram/store';
import type { ImageDataset } from './dataset.ts';
import { refuseWhenCancelled } from './cancelled.ts';
import { hasDatasetFiles, removeDatasetFiles, writeDatasetFiles } from './dataset-files.ts';
import { readDataset } from './registry.ts';
import { removeThumbnails, writeThumbnails } from './thumbnails.ts';

/**
 * Reads, checks and stores a dataset: files first, rows last in one transaction, so that rows never point to pixels that are
 * not there. Importing the same again changes nothing, and puts back files that are missing.
 *
 * @param signal stops it as long as no row is stored
 * @throws DomainError INVALID_FILE, INVALID_ARGUMENT, CONFLICT when the name holds other data, or CANCELLED; nothing is left behind
 */
export async function importDataset(store: Store, home: string, spec: string, signal?: AbortSignal) {
  const dataset = await readDataset(spec);
  const { slug, contentHash } = dataset;
  const known = await datasets.findBySlug(store, slug);
  if (known && known.contentHash !== contentHash)
    throw new DomainError(
      'CONFLICT',
      `The name '${slug}' already holds another dataset (content ${known.contentHash.slice(0, 12)}, not ` +
        `${contentHash.slice(0, 12)}). Rename the file of images to import it beside the other.`,
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
