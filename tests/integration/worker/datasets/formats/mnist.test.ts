import { expect, it } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';

it('mnist is the 10,000 digits of the package, class after class, with a content hash that never changes', async () => {
  const { labels, pixels, shape, classes, contentHashes, contentHash } = await readDataset('mnist');
  expect([labels.length, pixels.length, shape]).toEqual([
    10_000,
    7_840_000,
    { height: 28, width: 28, channels: 1 },
  ]);
  expect(classes.map(({ name }) => name)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  expect(labels.toSorted()).toEqual(labels);
  expect(new Set(contentHashes).size).toBe(10_000);
  expect(Math.max(...pixels.subarray(0, 100_000))).toBe(255);
  expect(contentHash).toBe('6f5da6067ccae92e812682a28774ee4e82d4b3697e699edb75b7ce11ef829a19');
});
