import { datasets, type Store } from '@engram/store';
import type { Context } from './command.ts';

/** Imports the dataset of a run when it comes with the packages and the store does not have it yet. */
export async function ensureDataset(context: Context, store: Store, slug: string): Promise<void> {
  if (await datasets.findBySlug(store, slug)) return;
  const { importDataset, shippedDatasets } = await import('@engram/worker');
  if (!shippedDatasets.includes(slug)) return;
  context.output.say(`Importing the dataset ${slug} …`);
  await importDataset(store, context.settings.home, slug);
}
