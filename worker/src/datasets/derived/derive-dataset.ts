import { allocateValues, DomainError, imageSize, Rng, type DatapointValues } from '@engram/core';
import type { DatasetFiles } from '../dataset-files.ts';
import { identifyDataset, type Dataset } from '../dataset.ts';
import { selectDatapoints } from '../select-datapoints.ts';
import { noised, rotated, shuffled } from './plants.ts';
import { derivedSlug, plantedCount, recipeTitle, type DatasetRecipe, type Plant } from './recipe.ts';

/** Noise of planted outliers, and of near-duplicates, in units of an encoder's input. */
const outlierNoise = 0.4;
const copyNoise = 0.02;

/** A dataset to take datapoints of, with the names of its classes. */
export interface RecipeSource extends DatasetFiles {
  classes: { index: number; name: string }[];
}

interface Taken {
  values: DatapointValues;
  label: number;
  sourceId: string;
}

/**
 * The dataset that a recipe describes. Plants are made of datapoints of the base that it does not have otherwise, so that no original
 * stands beside its planted twin.
 *
 * @param sources the base and every foreign dataset, by their slugs
 * @throws DomainError INVALID_CONFIG for a recipe that the datasets cannot give, naming what to change
 */
export function deriveDataset(recipe: DatasetRecipe, sources: ReadonlyMap<string, RecipeSource>): Dataset {
  const base = sources.get(recipe.base)!;
  const { kind, shape } = base;
  const size = imageSize(shape);
  const rng = Rng.fromSeed(recipe.seed).split('derived dataset');
  const selected = selectDatapoints(recipe, base.labels);
  const isSelected = new Uint8Array(base.labels.length);
  for (const index of selected) isSelected[index] = 1;
  const others = rng
    .split('others')
    .permutation(base.labels.length)
    .filter((index) => !isSelected[index]);
  const takenOf = (slug: string, index: number): Taken => {
    const source = sources.get(slug)!;
    return {
      values: source.pixels.read([index]),
      label: source.labels[index]!,
      sourceId: `${slug} ${index}`,
    };
  };
  const taken = Array.from(selected, (index) => takenOf(recipe.base, index));
  let used = 0;
  recipe.plants.forEach((plant, at) => {
    const draw = rng.split('plant', at);
    const count = plantedCount(plant);
    if (plant.key === 'repeated') taken.push(...copiesOf(plant, taken.slice(0, selected.length), draw));
    else if (plant.key === 'foreign') taken.push(...foreignOf(plant, { recipe, sources, draw, takenOf }));
    else {
      if (used + count > others.length)
        throw new DomainError(
          'INVALID_CONFIG',
          `${used + count} datapoints of '${recipe.base}' are to be planted, but ${others.length} are left beside the ${selected.length} taken. ` +
            'Lower the number of datapoints.',
        );
      for (const index of others.subarray(used, used + count))
        taken.push(planted(plant, takenOf(recipe.base, index), base, draw.split(index)));
      used += count;
    }
  });
  const pixels = allocateValues(kind, taken.length * size);
  taken.forEach(({ values }, n) => pixels.set(values, n * size));
  return identifyDataset({
    slug: derivedSlug(recipe),
    name: recipeTitle(recipe),
    ...{ kind, shape, pixels, classes: base.classes },
    labels: Int32Array.from(taken, ({ label }) => label),
    sourceIds: taken.map(({ sourceId }) => sourceId),
  });
}

/** Whether outliers can be made so of a dataset's own datapoints. */
export const canPlant = (
  key: 'rotated' | 'noised' | 'shuffled',
  { kind, shape }: Pick<RecipeSource, 'kind' | 'shape'>,
): boolean => key === 'shuffled' || (kind === 'image' && (key === 'noised' || shape.height === shape.width));

/** @throws DomainError INVALID_CONFIG where a dataset's own datapoints cannot become such outliers */
export function assertCanPlant({ key }: Plant, base: Pick<RecipeSource, 'kind' | 'shape'>): void {
  if (key === 'foreign' || key === 'repeated' || canPlant(key, base)) return;
  throw new DomainError(
    'INVALID_CONFIG',
    `outliers: '${key}' is for ${key === 'rotated' ? 'square images' : 'images'}, and the dataset holds data of the kind ${base.kind}. Set outliers to shuffled, or name a foreignDataset.`,
  );
}

function planted(
  plant: Exclude<Plant, { key: 'foreign' | 'repeated' }>,
  { values, label, sourceId }: Taken,
  { kind, shape }: RecipeSource,
  rng: Rng,
): Taken {
  assertCanPlant(plant, { kind, shape });
  const changed =
    plant.key === 'rotated'
      ? rotated(values, shape)
      : plant.key === 'noised'
        ? noised(values, rng, outlierNoise)
        : shuffled(values, rng);
  return { values: changed, label, sourceId: `${sourceId} ${plant.key}` };
}

function copiesOf(
  { datapoints, copies }: Plant & { key: 'repeated' },
  taken: readonly Taken[],
  rng: Rng,
): Taken[] {
  return datapoints.flatMap((position) => {
    const original = taken[position];
    if (!original)
      throw new DomainError(
        'INVALID_CONFIG',
        `plants: datapoint ${position} is to be repeated, but ${taken.length} are taken. Use more datapoints.`,
      );
    return Array.from({ length: copies }, (_, copy) => ({
      ...original,
      values: noised(original.values, rng.split(position, copy), copyNoise),
      sourceId: `${original.sourceId} copy ${copy + 1}`,
    }));
  });
}

function foreignOf(
  { dataset, count }: Plant & { key: 'foreign' },
  o: {
    recipe: DatasetRecipe;
    sources: ReadonlyMap<string, RecipeSource>;
    draw: Rng;
    takenOf(slug: string, index: number): Taken;
  },
): Taken[] {
  const [base, foreign] = [o.sources.get(o.recipe.base)!, o.sources.get(dataset)!];
  const shapeOf = ({ kind, shape: { height, width, channels } }: RecipeSource): string =>
    `${height} × ${width} × ${channels}, ${kind}`;
  if (shapeOf(base) !== shapeOf(foreign))
    throw new DomainError(
      'INVALID_CONFIG',
      `plants: '${dataset}' (${shapeOf(foreign)}) does not fit into '${o.recipe.base}' (${shapeOf(base)}). Choose a dataset of the same kind and shape.`,
    );
  if (count > foreign.labels.length)
    throw new DomainError(
      'INVALID_CONFIG',
      `plants: ${count} datapoints of '${dataset}' are to be planted, but it has ${foreign.labels.length}. Lower the number of datapoints.`,
    );
  const order = o.draw.split('which').permutation(foreign.labels.length);
  const known = base.labels.filter((label) => label >= 0);
  const classes = o.draw.split('classes');
  return Array.from(order.subarray(0, count), (index) => ({
    ...o.takenOf(dataset, index),
    // As one that strayed into a dataset would be filed.
    label: known.length === 0 ? -1 : known[classes.integer(known.length)]!,
  }));
}
