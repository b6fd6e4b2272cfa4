import { datasets, type Store } from '@engram/store';
import { hasDatasetFiles, verifyDatasetFiles } from '../datasets/dataset-files.ts';

/**
 * Reads the datasets that are on this machine before other machines copy them.
 * @throws DomainError INVALID_FILE naming the file that is damaged, and the import that restores it
 */
export async function assertDatasetsWhole(store: Store, home: string): Promise<void> {
  for (const { contentHash, slug, hasImages } of await datasets.list(store))
    if (hasImages && (await hasDatasetFiles(home, contentHash)))
      await verifyDatasetFiles(home, contentHash, slug);
}
