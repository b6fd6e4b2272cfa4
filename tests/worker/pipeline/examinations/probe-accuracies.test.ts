import { Rng, runConfigSchema } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { smallRun } from '../../../../core/src/experiments/experiment-definition.ts';
import type { RunData } from '../../../../worker/src/datasets/run-data.ts';
import type { Encoder } from '../../../../worker/src/encoders/encoder.ts';
import { accuracyOf } from '../../../../worker/src/experiments/intervals/probe-intervals.ts';
import { examine } from '../../../../worker/src/pipeline/examinations/examine.ts';
import { halvesOf } from '../../../../worker/src/pipeline/examinations/halves.ts';
import { allPixels } from '../../../factories/run-data.ts';
import { pixelsInMemory } from '../../../../worker/src/datasets/pixel-source.ts';

const shape = { height: 2, width: 2, channels: 1 };
const config = runConfigSchema.parse({ ...smallRun, scoring: { unitNorm: false } });

/** Images whose first value is all that tells them apart. @param told whether it tells their class */
function dataOf(count: number, told: boolean): RunData {
  const rng = Rng.fromSeed(7);
  const classes = Int32Array.from({ length: count }, (_, n) => n % 2);
  const pixels = Uint8Array.from({ length: 4 * count }, (_, i) => {
    const own = told && i % 4 === 0 ? 150 * classes[Math.floor(i / 4)]! : 0;
    return own + rng.integer(100);
  });
  return {
    ...{ indices: Int32Array.from(classes, (_, n) => n), shape, classes },
    pixels: pixelsInMemory(pixels, shape),
    contentHashes: Array.from(classes, (_, n) => pixels.subarray(4 * n, 4 * n + 4).join('-')),
  };
}

/** Represents an image as its values. */
const identity = {
  ...{ shape, dims: 4 },
  encode: (images: Float32Array) => Promise.resolve(images),
  dispose() {},
} as unknown as Encoder;

const probed = (unseen: RunData, signal?: AbortSignal) =>
  examine(
    { key: 'probes', datapoints: 200, baselines: true },
    {
      ...{ config, encoder: identity, data: dataOf(40, true), signal },
      ...{ mask: new Uint8Array(40).fill(1), initialisationSeed: 'seed' },
    },
    () => Promise.resolve(unseen),
  );

describe('probes of frozen representations', () => {
  it('learn from one half and are tested on the other, which have no datapoint in common', () => {
    const { learn, test } = halvesOf(dataOf(101, true), 60);
    expect([learn.indices.length, test.indices.length]).toEqual([30, 30]);
    expect([...learn.indices].filter((index) => test.indices.includes(index))).toEqual([]);
    for (const half of [learn, test]) expect(half.classes.filter((label) => label === 0)).toHaveLength(15);
  });

  it('tell classes that can be told, and none by chance: labels of the test half are not known', async () => {
    const told = await probed(dataOf(200, true));
    expect(told).toMatchObject({ key: 'probes', tested: 100, chance: 0.5 });
    if (told.key !== 'probes') return;
    expect(accuracyOf(told.trained.linear)).toBeGreaterThan(0.95);
    expect(told.trained.linear).toHaveLength(100);
    expect(told.values).toEqual(told.trained);
  });

  it('tell from the values what can be told there, of whatever datapoints are asked about', async () => {
    const values = async (told: boolean) => {
      const found = await probed(dataOf(200, told));
      return found.key === 'probes' ? accuracyOf(found.values!.linear) : null;
    };
    const first = await values(true);
    expect(first).toBeGreaterThan(0.95);
    expect(await values(false)).toBeLessThan(0.75);
    expect(await values(true)).toBe(first);
  });

  it('tell the classes of another dataset, apart from those of the run’s own', async () => {
    const asked = (elsewhere: RunData) =>
      examine(
        { key: 'probes', datapoints: 200, baselines: false, dataset: 'other' },
        {
          ...{ config, encoder: identity, data: dataOf(40, true) },
          ...{ mask: new Uint8Array(40).fill(1), initialisationSeed: 'seed' },
        },
        () => Promise.resolve(dataOf(200, true)),
        () => Promise.resolve(elsewhere),
      );
    const found = await asked(dataOf(160, false));
    if (found.key !== 'probes') return;
    expect(accuracyOf(found.trained.linear)).toBeGreaterThan(0.95);
    expect(found.elsewhere).toMatchObject({ tested: 80, chance: 0.5 });
    expect(accuracyOf(found.elsewhere!.trained.linear)).toBeLessThan(0.75);
    await expect(asked(dataOf(10, true))).rejects.toThrow(/'other'/);
  });

  it('never see the test half: where it says the opposite, nothing is told', async () => {
    const data = dataOf(200, true);
    const { test } = halvesOf(data, 200);
    const pixels = allPixels(data);
    for (const index of test.indices) pixels[4 * index] = 255 - pixels[4 * index]!;
    const found = await probed({ ...data, pixels: pixelsInMemory(pixels, shape) });
    if (found.key !== 'probes') return;
    expect(accuracyOf(found.trained.linear)).toBeLessThan(0.05);
    expect(accuracyOf(found.trained.knn)).toBeLessThan(0.2);
  });

  it('stop when the experiment is cancelled', async () => {
    await expect(probed(dataOf(200, true), AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('say what to change when the run leaves nothing of its dataset', async () => {
    await expect(probed(dataOf(10, true))).rejects.toThrow(/leaves 10 of 'mnist'. Lower the number/);
  });
});
