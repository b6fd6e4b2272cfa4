import { datasets, type Store } from '@engram/store';
import { verifyDatasetFiles } from '../datasets/dataset-files.ts';

/**
 * Reads a dataset that is on this machine before other machines copy it.
 * @throws DomainError INVALID_FILE naming the file that is damaged, and the import that restores it
 */
export async function assertDatasetWhole(store: Store, home: string, contentHash: string): Promise<void> {
  const dataset = (await datasets.list(store)).find((other) => other.contentHash === contentHash);
  await verifyDatasetFiles(home, contentHash, dataset?.slug ?? 'NAME');
}
