import { Rng, runConfigSchema } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { smallRun } from '../../../../core/src/experiments/experiment-definition.ts';
import type { RunData } from '../../../../worker/src/datasets/run-data.ts';
import type { Encoder } from '../../../../worker/src/encoders/encoder.ts';
import { examine } from '../../../../worker/src/pipeline/examinations/examine.ts';
import type { ExaminationOptions } from '../../../../worker/src/pipeline/examinations/examination-options.ts';
import { pixelsInMemory } from '../../../../worker/src/datasets/pixel-source.ts';

const shape = { height: 1, width: 4, channels: 1 };
/** Views are the datapoints themselves with noise on every value. */
const config = runConfigSchema.parse({
  ...smallRun,
  policy: { operations: [{ key: 'gaussian-noise', sigma: 0.05 }] },
  scoring: { views: 3, unitNorm: false, distance: 'l1' },
});

/** Datapoints of two classes that point along the first or the second axis. */
function dataOf(count: number, classOf = (n: number): number => n % 2): RunData {
  const classes = Int32Array.from({ length: count }, (_, n) => classOf(n));
  const rng = Rng.fromSeed(3);
  const pixels = Float32Array.from({ length: 4 * count }, (_, i) =>
    i % 4 === classes[Math.floor(i / 4)] ? 1 + 0.1 * rng.normal() : 0,
  );
  return {
    ...{ indices: Int32Array.from(classes, (_, n) => n), shape, classes },
    pixels: pixelsInMemory(pixels, shape),
    contentHashes: Array.from(classes, (_, n) => `${n}`),
  };
}

const encoderThat = (represents: (image: Float32Array) => number[]): Encoder =>
  ({
    ...{ shape, dims: 4 },
    encode: (images: Float32Array, count: number) =>
      Promise.resolve(
        Float32Array.from(
          Array.from({ length: count }, (_, n) => represents(images.subarray(4 * n, 4 * n + 4))).flat(),
        ),
      ),
    dispose() {},
  }) as unknown as Encoder;

async function geometryOf(encoder: Encoder, epsilon = 0.5, unseen = dataOf(80)) {
  const options: ExaminationOptions = {
    ...{ config, encoder, data: dataOf(20) },
    ...{ mask: new Uint8Array(20).fill(1), initialisationSeed: 'seed' },
  };
  const found = await examine({ key: 'geometry', datapoints: 80, epsilon }, options, () =>
    Promise.resolve(unseen),
  );
  if (found.key !== 'geometry') throw new Error(found.key);
  return found;
}

describe('the geometry of classes', () => {
  it('of an encoder that tells them apart: centres at right angles, no error', async () => {
    const found = await geometryOf(encoderThat((image) => [...image]));
    expect(found).toMatchObject({ centreError: 0, linearError: 0, tested: 40, smallestClass: 0.5 });
    expect(found.misaligned).toBe(0);
    expect(found.alignment).toBeGreaterThan(0);
    expect(Math.abs(found.divergence)).toBeLessThan(0.05);
    expect(found.centreSpread).toBeLessThan(0.05);
  });

  it('of one that represents everything alike: one centre, and errors by chance', async () => {
    const found = await geometryOf(encoderThat(() => [1, 0, 0, 0]));
    expect(found).toMatchObject({ misaligned: 0, alignment: 0, centreError: 0.5 });
    expect(found.divergence).toBeCloseTo(1, 6);
    expect(found.centreSpread).toBeCloseTo(0, 6);
  });

  it('leaves out classes of which next to nothing is unseen', async () => {
    const encoder = encoderThat((image) => [...image]);
    // Of class 2 one datapoint is unseen, of class 3 there are two: one to learn from, one to test.
    const rare = dataOf(80, (n) => (n < 77 ? n % 2 : n === 77 ? 2 : 3));
    const found = await geometryOf(encoder, 0.5, rare);
    expect(found.tested).toBe(38);
    expect(found.smallestClass).toBe(0.5);
    for (const value of Object.values(found))
      if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
    const single = dataOf(80, (n) => (n < 79 ? 0 : 1));
    await expect(geometryOf(encoder, 0.5, single)).rejects.toThrow(/1 of them have 4 such datapoints.*Lower/);
  });

  it('of one whose views point anywhere: all are misaligned, squared distances near 2', async () => {
    const rng = Rng.fromSeed('anywhere');
    const found = await geometryOf(encoderThat(() => Array.from({ length: 4 }, () => rng.normal())));
    expect(found.misaligned).toBeGreaterThan(0.95);
    expect(Math.abs(found.alignment - 2)).toBeLessThan(0.3);
    expect(found.centreSpread).toBeGreaterThan(0.8);
  });
});
