import { describe, expect, it } from 'vitest';
import { identifyDataset } from '../../../../worker/src/datasets/dataset.ts';
import { pixelsInMemory } from '../../../../worker/src/datasets/pixel-source.ts';
import { deriveDataset, type RecipeSource } from '../../../../worker/src/datasets/derived/derive-dataset.ts';
import {
  derivedSlug,
  type DatasetRecipe,
  type Plant,
} from '../../../../worker/src/datasets/derived/recipe.ts';
import { inMemory } from '../../../factories/run-data.ts';

const shape = { height: 2, width: 2, channels: 1 };

/** Twelve images of 2 × 2; the first value is the index, so that each is known again. */
function source(first: number, labels = [0, 1], changes: Partial<RecipeSource> = {}): RecipeSource {
  const count = 12;
  const pixels = Uint8Array.from({ length: 4 * count }, (_, i) => first + Math.floor(i / 4) + 40 * (i % 4));
  const made = identifyDataset({
    ...{ slug: 's', name: 's', kind: 'image', shape, pixels },
    classes: labels.map((index) => ({ index, name: `class ${index}` })),
    labels: Int32Array.from({ length: count }, (_, n) => labels[n % labels.length]!),
  });
  return { ...inMemory(made), ...changes };
}

const sources = new Map([
  ['base', source(0)],
  ['other', source(100)],
]);
const derived = (plants: readonly Plant[], changes: Partial<DatasetRecipe> = {}) =>
  deriveDataset({ base: 'base', datapoints: 4, plants, seed: 1, ...changes }, sources);

const valuesOf = ({ pixels }: { pixels: ArrayLike<number> }, n: number): number[] =>
  Array.from({ length: 4 }, (_, i) => pixels[4 * n + i]!);

describe('a derived dataset', () => {
  it('begins with what a run would take, and has its plants after it', () => {
    const made = derived([{ key: 'rotated', count: 2 }, { key: 'foreign', count: 3, dataset: 'other' }]); // prettier-ignore
    expect([...made.labels].length).toBe(4 + 2 + 3);
    expect(made.sourceIds!.slice(0, 4)).toEqual(['base 0', 'base 1', 'base 2', 'base 3']);
    for (let n = 0; n < 4; n++) expect(valuesOf(made, n)[0]).toBe(n);
    for (const id of made.sourceIds!.slice(4, 6)) {
      const index = Number(/^base (\d+) rotated$/.exec(id!)![1]);
      // No original stands beside its planted twin.
      expect(index).toBeGreaterThanOrEqual(4);
      const [a, b, c, d] = [0, 40, 80, 120].map((value) => value + index);
      expect(valuesOf(made, made.sourceIds!.indexOf(id))).toEqual([c, a, d, b]);
    }
    for (const [n, id] of made.sourceIds!.entries())
      if (n >= 6) expect(valuesOf(made, n)[0]).toBe(100 + Number(/^other (\d+)$/.exec(id!)![1]));
    expect([...made.labels].every((label) => label === 0 || label === 1)).toBe(true);
  });

  it('is the same for the same recipe, and another with another seed, count or order', () => {
    const recipe: DatasetRecipe = { base: 'base', datapoints: 4, plants: [{ key: 'noised', count: 2 }], seed: 1 };
    expect(deriveDataset(recipe, sources).contentHash).toBe(deriveDataset(recipe, sources).contentHash);
    expect(deriveDataset({ ...recipe, seed: 2 }, sources).contentHash).not.toBe(deriveDataset(recipe, sources).contentHash);
    expect(derivedSlug(recipe)).toMatch(/^base-planted-[0-9a-f]{12}$/);
    expect(derivedSlug({ ...recipe, seed: 2 })).not.toBe(derivedSlug(recipe));
  }); // prettier-ignore

  it('repeats datapoints as near-duplicates of their class', () => {
    const made = derived([{ key: 'repeated', datapoints: [1, 2], copies: 3 }]);
    expect(made.sourceIds!.slice(4)).toEqual([1, 1, 1, 2, 2, 2].map((n, i) => `base ${n} copy ${(i % 3) + 1}`));
    for (let n = 4; n < 10; n++) {
      const original = n < 7 ? 1 : 2;
      expect(made.labels[n]).toBe(made.labels[original]);
      valuesOf(made, n).forEach((value, i) =>
        expect(Math.abs(value - valuesOf(made, original)[i]!)).toBeLessThan(30),
      );
    }
    expect(new Set(made.contentHashes).size).toBe(10);
  }); // prettier-ignore

  it('shuffles values, and keeps each of them', () => {
    const made = derived([{ key: 'shuffled', count: 3 }]);
    for (let n = 4; n < 7; n++) {
      const index = Number(/^base (\d+)/.exec(made.sourceIds![n]!)![1]);
      expect([...valuesOf(made, n)].sort((a, b) => a - b)).toEqual([0, 40, 80, 120].map((value) => value + index));
    }
  }); // prettier-ignore

  it.each([
    [[{ key: 'rotated', count: 9 }], /9 datapoints of 'base' are to be planted, but 8 are left/],
    [[{ key: 'foreign', count: 13, dataset: 'other' }], /13 datapoints of 'other'.*it has 12/],
    [[{ key: 'foreign', count: 1, dataset: 'vectors' }], /'vectors' .*does not fit into 'base'/],
    [[{ key: 'repeated', datapoints: [4], copies: 1 }], /datapoint 4 is to be repeated, but 4 are taken/],
  ] as [Plant[], RegExp][])('is refused: %j', (plants, message) => {
    const vectors = source(0, [0, 1], { shape: { height: 1, width: 4, channels: 1 } });
    expect(() =>
      deriveDataset({ base: 'base', datapoints: 4, plants, seed: 1 }, new Map([...sources, ['vectors', vectors]])),
    ).toThrow(message);
  }); // prettier-ignore

  it('of other data than images has neither rotations nor noise', () => {
    const texts = source(0, [0, 1], { kind: 'text', pixels: pixelsInMemory(new Float32Array(48), shape) });
    const from = (key: 'rotated' | 'noised') =>
      deriveDataset({ base: 'texts', datapoints: 4, plants: [{ key, count: 1 }], seed: 1 }, new Map([['texts', texts]]));
    expect(() => from('rotated')).toThrow(/'rotated' is for square images.*Set outliers to shuffled/);
    expect(() => from('noised')).toThrow(/'noised' is for images/);
  }); // prettier-ignore
});
