import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { datasets, query } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { openDatasetFiles } from '../../../../worker/src/datasets/dataset-files.ts';
import { storeDerived } from '../../../../worker/src/datasets/derived/store-derived.ts';
import type { DatasetRecipe } from '../../../../worker/src/datasets/derived/recipe.ts';
import { importDataset } from '../../../../worker/src/datasets/import-dataset.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import { validImages, validLabels, withFolder } from './formats/idx-files.ts';

const scratch = withScratchStore();
const folder = withFolder();
const recipe: DatasetRecipe = {
  base: 'base',
  datapoints: 4,
  plants: [{ key: 'shuffled', count: 2 }],
  seed: 1,
};

async function importBase(home: string, pixels: Buffer): Promise<void> {
  const spec = `idx:${await folder.write('base', pixels)},${await folder.write('base-labels', validLabels())}`;
  await importDataset(scratch.store, home, spec);
}

describe('a stored derived dataset', () => {
  it('is restored where its files are gone, and refused where its base holds other data now', async () => {
    const home = join(folder.path, 'home-derived');
    await importBase(home, validImages());
    const first = await storeDerived(scratch.store, home, recipe);
    expect(first.datapointCount).toBe(6);
    const read = async () =>
      (await openDatasetFiles(home, first.contentHash)).pixels.read([0, 1, 2, 3, 4, 5]);
    const before = await read();
    await rm(join(home, 'datasets', first.contentHash), { recursive: true });
    expect((await storeDerived(scratch.store, home, recipe)).id).toBe(first.id);
    expect(await read()).toEqual(before);

    await query(scratch.store, "DELETE FROM dataset WHERE slug = 'base'");
    const changed = Buffer.from(validImages());
    changed[changed.length - 1]! ^= 1;
    changed[16]! ^= 1;
    await importBase(home, changed);
    await expect(storeDerived(scratch.store, home, recipe)).rejects.toThrow(
      /was made when 'base' held other data.*dataset delete base-planted-/,
    );
    expect((await datasets.findBySlug(scratch.store, first.slug))?.contentHash).toBe(first.contentHash);
  });
});
