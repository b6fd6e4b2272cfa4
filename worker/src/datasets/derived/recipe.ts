import { canonicalJson } from '@engram/core';
import { sha256 } from '@engram/store';

/** Datapoints that a derived dataset has beside those of its base, always after them. Counts are numbers of datapoints. */
export type Plant =
  /** Other datapoints of the base, turned by a quarter: of square images only. */
  | { readonly key: 'rotated'; readonly count: number }
  /** Other datapoints of the base with Gaussian noise of standard deviation .4 of an image's range. */
  | { readonly key: 'noised'; readonly count: number }
  /** Other datapoints of the base with their values in random order. */
  | { readonly key: 'shuffled'; readonly count: number }
  /** Datapoints of another dataset of the same kind and shape, each under a random class of the base. */
  | { readonly key: 'foreign'; readonly count: number; readonly dataset: string }
  /** Near-duplicates: `copies` of each of the `datapoints` taken (positions 0 … n − 1), with noise that nobody sees. */
  | { readonly key: 'repeated'; readonly datapoints: readonly number[]; readonly copies: number };

/**
 * How a dataset is made of others: all that determines it. The same recipe on the same datasets gives the same datapoints in the
 * same order, first those of the base, then each plant's.
 */
export interface DatasetRecipe {
  /** Slug of the dataset that it begins with. */
  readonly base: string;
  /** n, taken of the base: the first ones of each class in equal shares, as a run takes them; all of them when left out. */
  readonly datapoints?: number;
  readonly plants: readonly Plant[];
  /** Of what is drawn: which others are planted, noise, orders. */
  readonly seed: number;
}

/** Name of the derived dataset in commands and addresses; recipes that differ have different ones. */
export const derivedSlug = (recipe: DatasetRecipe): string =>
  `${recipe.base}-planted-${sha256(canonicalJson(recipe)).slice(0, 12)}`;

/** Datapoints that a plant adds. */
export const plantedCount = (plant: Plant): number =>
  plant.key === 'repeated' ? plant.datapoints.length * plant.copies : plant.count;

/** What the recipe does, for people. */
export function recipeTitle({ base, plants, seed }: DatasetRecipe): string {
  const parts = plants.map((plant) => {
    const what = plant.key === 'foreign' ? `of ${plant.dataset}` : plant.key;
    return `${plantedCount(plant)} ${what}`;
  });
  return `${base} with ${parts.join(', ')} (seed ${seed})`;
}
