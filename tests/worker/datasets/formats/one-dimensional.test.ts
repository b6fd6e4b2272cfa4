import { expect, it } from 'vitest';
import { readOneDimensional } from '../../../../worker/src/datasets/formats/one-dimensional.ts';

it('is two groups of scalars and one that belongs to neither, always the same', async () => {
  const { labels, pixels, shape, classes, contentHash } = await readOneDimensional();
  expect([shape.height * shape.width * shape.channels, labels.length]).toEqual([1, 101]);
  expect(classes.map(({ name }) => name)).toEqual(['left', 'right', 'outlier']);
  for (const [n, value] of pixels.entries())
    if (n === labels.length - 1) expect([value, labels[n]]).toEqual([3, 2]);
    else expect(Math.abs(value - (labels[n] === 0 ? -1 : 1))).toBeLessThan(1);
  expect((await readOneDimensional()).contentHash).toBe(contentHash);
});
