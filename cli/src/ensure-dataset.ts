import { datasets, type Store } from '@engram/store';
import type { Context } from './command.ts';

/** Datasets that come with the packages: a run that asks for one needs no import of its own first. */
const shipped: readonly string[] = ['mnist'];

/** Imports the dataset of a run when it comes with the packages and the store does not have it yet. */
export async function ensureDataset(context: Context, store: Store, slug: string): Promise<void> {
  if (!shipped.includes(slug) || (await datasets.findBySlug(store, slug))) return;
  context.output.say(`Importing the dataset ${slug} …`);
  const { importDataset } = await import('@engram/worker');
  await importDataset(store, context.settings.home, slug);
}
