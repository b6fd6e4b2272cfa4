import { commandLine, DomainError } from '@engram/core';
import { artifacts, datasets, type DatasetRow, type Store } from '@engram/store';
import type { Dataset } from '../dataset.ts';
import { storeDataset } from '../import-dataset.ts';
import { openOrUnpackDataset } from '../shipped.ts';
import { deriveDataset, type RecipeSource } from './derive-dataset.ts';
import type { DatasetRecipe } from './recipe.ts';

/**
 * Stores the dataset that a recipe describes, as an import would: one that is there is compared, and its files are restored where they are
 * missing or damaged.
 * @throws DomainError NOT_FOUND for a dataset that is not imported, INVALID_CONFIG as `deriveDataset`, CONFLICT where it was made of other data
 * that had these names before, CANCELLED when the signal fires
 */
export async function storeDerived(
  store: Store,
  home: string,
  recipe: DatasetRecipe,
  { signal }: { signal?: AbortSignal } = {},
): Promise<DatasetRow> {
  const sources = new Map<string, RecipeSource>();
  const foreign = recipe.plants.flatMap((plant) => (plant.key === 'foreign' ? [plant.dataset] : []));
  for (const slug of new Set([recipe.base, ...foreign])) sources.set(slug, await sourceOf(store, home, slug));
  const derived = deriveDataset(recipe, sources);
  assertSame(await datasets.findBySlug(store, derived.slug), derived, [...sources.keys()]);
  return storeDataset(store, home, derived, { signal });
}

function assertSame(
  known: DatasetRow | null,
  { slug, contentHash }: Dataset,
  sources: readonly string[],
): void {
  if (!known || known.contentHash === contentHash) return;
  throw new DomainError(
    'CONFLICT',
    `The dataset '${slug}' was made when ${sources.map((source) => `'${source}'`).join(' or ')} held other data, and its scores rest on that. ` +
      `Delete it with ${commandLine(`dataset delete ${slug}`)}, and start the experiment again; or import the data under another name.`,
  );
}

async function sourceOf(store: Store, home: string, slug: string): Promise<RecipeSource> {
  const row = await datasets.findBySlug(store, slug);
  if (!row)
    throw new DomainError(
      'NOT_FOUND',
      `The dataset '${slug}' is not imported. Import it first; ${commandLine('import dataset --help')} says how.`,
    );
  await artifacts.bringDataset(store, home, row.contentHash);
  const files = await openOrUnpackDataset(home, row.contentHash, slug);
  const classes = await datasets.classesOf(store, [row.id]);
  return { ...files, classes: classes.map(({ index, name }) => ({ index, name })) };
}
