import { randomUUID } from 'node:crypto';
import { datapoints, datasets, sha256, type CreateDatasetInput } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { classOf, createDataset } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

const input = (slug: string, content = slug): CreateDatasetInput => ({
  slug,
  name: 'Digits “é”',
  contentHash: sha256(content),
  width: 28,
  height: 28,
  channels: 1,
  hasImages: true,
  license: 'CC0',
  classes: [{ index: 0, name: 'zero' }],
  datapoints: [0, 1].map((index) => ({
    index,
    contentHash: sha256(`${index}`),
    class: 0,
    thumbnailHash: sha256('png'),
  })),
});

describe('datasets', () => {
  it('are found by slug and id with the counts of their classes', async () => {
    const dataset = await createDataset(scratch.store, 100);
    expect(await datasets.findBySlug(scratch.store, dataset.slug)).toEqual(dataset);
    expect(await datasets.findByIds(scratch.store, [dataset.id, randomUUID(), 'nonsense'])).toEqual([
      dataset,
    ]);
    expect(await datasets.findBySlug(scratch.store, 'unknown')).toBeNull();
    expect((await datasets.list(scratch.store)).at(-1)).toEqual(dataset);
    const expected = [0, 1, 2].map((index) => ({
      datasetId: dataset.id,
      index,
      name: `class ${index}`,
      datapointCount: Array.from({ length: 100 }, (_, at) => classOf(at)).filter((found) => found === index)
        .length,
    }));
    expect(await datasets.classesOf(scratch.store, [dataset.id, 'nonsense'])).toEqual(expected);
  });

  it('with the same content under the same slug are stored once, even by several at once', async () => {
    const slug = `twice-${randomUUID()}`;
    const rows = await Promise.all([1, 2, 3].map(() => datasets.create(scratch.store, input(slug))));
    expect(new Set(rows.map((row) => row.id)).size).toBe(1);
    expect(await datapoints.list(scratch.store, rows[0]!.id, { limit: 10 })).toHaveLength(2);
  });

  it('with other content under a slug that is taken are refused', async () => {
    const slug = `taken-${randomUUID()}`;
    await datasets.create(scratch.store, input(slug));
    await expect(datasets.create(scratch.store, input(slug, 'other'))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/another slug/),
    });
  });

  it('with a datapoint given twice leave nothing behind', async () => {
    const slug = `broken-${randomUUID()}`;
    const broken = input(slug);
    const twice = { ...broken, datapoints: [...broken.datapoints, ...broken.datapoints] };
    await expect(datasets.create(scratch.store, twice)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await datasets.findBySlug(scratch.store, slug)).toBeNull();
    expect((await datasets.create(scratch.store, broken)).datapointCount).toBe(2);
  });
});

describe('datapoints', () => {
  it('are found by index, by content hash and by key, in one statement each', async () => {
    const [one, two] = [await createDataset(scratch.store, 20), await createDataset(scratch.store, 20)];
    const found = await datapoints.findByIndices(scratch.store, one.id, [7, 3, 3, 99, -1, 2 ** 40, 0.5]);
    expect(found.map((row) => row.index)).toEqual([3, 7]);
    const hashes = found.map((row) => row.contentHash);
    expect(await datapoints.findByContentHashes(scratch.store, one.id, [...hashes, 'x'])).toEqual(found);
    expect(await datapoints.findByContentHashes(scratch.store, two.id, hashes)).toEqual([]);
    const keys = [two, one].flatMap(({ id }) => [{ datasetId: id, index: 4 }]);
    const byKeys = await datapoints.findByKeys(scratch.store, [...keys, { datasetId: 'nonsense', index: 4 }]);
    expect(byKeys.map((row) => row.datasetId).sort()).toEqual([one.id, two.id].sort());
    expect(await countStatements(() => datapoints.findByKeys(scratch.store, keys))).toBe(1);
    expect(await datapoints.list(scratch.store, 'nonsense', { limit: 1 })).toEqual([]);
  });
});
