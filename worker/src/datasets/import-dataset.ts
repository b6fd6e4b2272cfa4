import { datasets, type Store } from '@engram/store';
import { hasDatasetFiles, removeDatasetFiles, writeDatasetFiles, writeThumbnails } from './dataset-files.ts';
import { readDataset } from './registry.ts';

/**
 * Reads, checks and stores a dataset: files first, rows last in one transaction, so that rows never point to pixels that are not there.
 * A refused file or a failed transaction leaves nothing behind; importing the same again changes nothing.
 */
export async function importDataset(store: Store, home: string, spec: string) {
  const dataset = await readDataset(spec);
  const known = await datasets.findBySlug(store, dataset.slug);
  const present = await hasDatasetFiles(home, dataset.contentHash);
  if (known?.contentHash === dataset.contentHash && present) return { ...known, created: false };
  const thumbnails = await writeThumbnails(home, dataset);
  if (!present) await writeDatasetFiles(home, dataset);
  try {
    const row = await datasets.create(store, {
      slug: dataset.slug,
      name: dataset.name,
      contentHash: dataset.contentHash,
      ...dataset.shape,
      license: dataset.license,
      citation: dataset.citation,
      hasImages: true,
      classes: dataset.classes,
      datapoints: dataset.contentHashes.map((contentHash, index) => ({
        index,
        contentHash,
        class: dataset.labels[index] < 0 ? null : dataset.labels[index],
        thumbnailHash: thumbnails[index],
      })),
    });
    return { ...row, created: known === null };
  } catch (error) {
    if (!present) await removeDatasetFiles(home, dataset.contentHash);
    throw error;
  }
}
