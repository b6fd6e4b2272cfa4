import { Rng } from '@engram/core';
import { identifyDataset, type Dataset } from '../dataset.ts';
import type { DatasetFormat } from './format.ts';

/** Datapoints of each of the two groups. */
const perGroup = 50;
/** Centre and standard deviation of the groups, and the last value, which belongs to neither. */
const groups = [-1, 1] as const;
const deviation = 0.25;
const outlier = 3;

/**
 * Scalars: two normal groups, and one value far from both. Always the same values; small enough that what an encoder does to them can be
 * drawn as a curve.
 */
export function readOneDimensional(): Promise<Dataset> {
  const rng = Rng.fromSeed('one-dimensional');
  const values = groups.flatMap((centre, group) => {
    const draw = rng.split(group);
    return Array.from({ length: perGroup }, () => centre + deviation * draw.normal());
  });
  return Promise.resolve(
    identifyDataset({
      slug: 'one-dimensional',
      kind: 'vector',
      name: 'Scalars: two groups and an outlier',
      shape: { height: 1, width: 1, channels: 1 },
      classes: ['left', 'right', 'outlier'].map((name, index) => ({ index, name })),
      labels: Int32Array.from([...values, outlier], (_, n) => Math.floor(n / perGroup)),
      pixels: Float32Array.from([...values, outlier]),
      license: 'CC0-1.0',
    }),
  );
}

export const oneDimensional: DatasetFormat = {
  key: 'one-dimensional',
  usage: 'one-dimensional',
  source: 'shipped',
  read: readOneDimensional,
};
