import { commandLine, DomainError } from '@engram/core';
import { datasets, type DatasetRow, type Store } from '@engram/store';
import { storeDataset } from '../import-dataset.ts';
import { readOrUnpackDataset } from '../shipped.ts';
import { deriveDataset, type RecipeSource } from './derive-dataset.ts';
import { derivedSlug, type DatasetRecipe } from './recipe.ts';

/**
 * Stores the dataset that a recipe describes, as an import would, unless it is there.
 * @throws DomainError NOT_FOUND for a dataset that is not imported, INVALID_CONFIG as `deriveDataset`, CANCELLED when the signal fires
 */
export async function storeDerived(
  store: Store,
  home: string,
  recipe: DatasetRecipe,
  { signal }: { signal?: AbortSignal } = {},
): Promise<DatasetRow> {
  const known = await datasets.findBySlug(store, derivedSlug(recipe));
  if (known) return known;
  const sources = new Map<string, RecipeSource>();
  const foreign = recipe.plants.flatMap((plant) => (plant.key === 'foreign' ? [plant.dataset] : []));
  for (const slug of new Set([recipe.base, ...foreign])) sources.set(slug, await sourceOf(store, home, slug));
  return storeDataset(store, home, deriveDataset(recipe, sources), { signal });
}

async function sourceOf(store: Store, home: string, slug: string): Promise<RecipeSource> {
  const row = await datasets.findBySlug(store, slug);
  if (!row)
    throw new DomainError(
      'NOT_FOUND',
      `The dataset '${slug}' is not imported. Import it first; ${commandLine('import dataset --help')} says how.`,
    );
  const files = await readOrUnpackDataset(home, row.contentHash, slug);
  const classes = await datasets.classesOf(store, [row.id]);
  return { ...files, classes: classes.map(({ index, name }) => ({ index, name })) };
}
