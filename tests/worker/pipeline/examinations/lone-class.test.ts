import { runConfigSchema } from '@engram/core';
import { expect, it } from 'vitest';
import { smallRun } from '../../../../core/src/experiments/experiment-definition.ts';
import type { Encoder } from '../../../../worker/src/encoders/encoder.ts';
import { examineLoneClass } from '../../../../worker/src/pipeline/examinations/lone-class.ts';
import { pixelsInMemory } from '../../../../worker/src/datasets/pixel-source.ts';

const shape = { height: 1, width: 2, channels: 1 };
const identity = {
  ...{ shape, dims: 2 },
  encode: (images: Float32Array) => Promise.resolve(images.slice()),
  dispose() {},
} as unknown as Encoder;

it('tells members of a class by its lone datapoint, and other classes by what was trained on', async () => {
  // Class 0 around (1, 0), of which position 2 is held out and far away; class 1: the lone datapoint 3, and members 4 and 5.
  const points = [[1, 0], [1, 0.2], [9, 9], [0, 5], [0, 4], [1, 1]]; // prettier-ignore
  const data = {
    ...{
      indices: Int32Array.from(points.keys()),
      pixels: pixelsInMemory(Float32Array.from(points.flat()), shape),
      shape,
    },
    ...{ classes: Int32Array.from([0, 0, 0, 1, 1, 1]), contentHashes: points.map(String) },
  };
  const config = runConfigSchema.parse({ ...smallRun, scoring: { unitNorm: false } });
  const found = await examineLoneClass(
    { key: 'lone-class', class: 1, datapoint: 3 },
    { config, encoder: identity, data, mask: Uint8Array.of(1, 1, 0, 1, 0, 0), initialisationSeed: 's' },
  ); // prettier-ignore
  expect(found.members).toEqual([4, 5]);
  // (1, 1) is nearer to (1, .1) than to (0, 5); with the datapoint held out, the centre of class 0 would be (3.7, 3.1).
  expect(found.errors).toEqual([0, 1]);
  expect(found.distances[0]).toBeCloseTo(1, 6);
  expect(found.distances[1]).toBeCloseTo(Math.sqrt(17), 6);
});
