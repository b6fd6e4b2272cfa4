import { imageSize } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { pixelsInMemory } from '../../../worker/src/datasets/pixel-source.ts';
import { unseenData, type RunData } from '../../../worker/src/datasets/run-data.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { peripheryOf } from '../../../worker/src/measures/periphery.ts';
import { naiveInferredClass } from '../../oracles/measures.ts';
import { data, dataset, freshEncoder, imagesOf, measure, rowsUnder, unit, unseen } from './measured-toy.ts';
import { allPixels, inMemory } from '../../factories/run-data.ts';

beforeAll(() => selectEngine('onnxruntime'));

const image = (side: number, pixels: number[]): RunData => ({
  indices: Int32Array.of(0),
  classes: Int32Array.of(0),
  contentHashes: ['0'],
  shape: { height: side, width: side, channels: 1 },
  pixels: pixelsInMemory(Uint8Array.from(pixels), { height: side, width: side, channels: 1 }),
});

describe('the periphery', () => {
  it('is the lower left quarter, scaled to the whole', () => {
    const pixels = allPixels(
      peripheryOf(image(4, [1, 2, 3, 4, 5, 6, 7, 8, 100, 200, 11, 12, 60, 80, 15, 16])),
    );
    expect([...pixels.subarray(0, 4)]).toEqual([100, 125, 175, 200]);
    expect([...pixels.subarray(12)]).toEqual([60, 65, 75, 80]);
    expect(pixels[4]).toBe(90);
  });

  it('shows nothing of the rest of the image, whatever its size', () => {
    for (const side of [5, 12]) {
      const blank = new Array<number>(side * side).fill(0);
      const other = blank.map((_, at) =>
        Math.floor(at / side) >= Math.floor(side / 2) && at % side < Math.ceil(side / 2) ? 0 : 255,
      );
      expect(allPixels(peripheryOf(image(side, other)))).toEqual(allPixels(peripheryOf(image(side, blank))));
    }
  });
});

describe('the unseen datapoints', () => {
  it('are labelled, and none of those that the run uses, nor a copy of one', () => {
    const used = new Set(data.indices);
    expect(unseen.indices.length).toBe(140);
    expect(unseen.indices.every((index) => !used.has(index))).toBe(true);
    const size = imageSize(data.shape);
    expect(unseen.pixels.read([0])).toEqual(
      dataset.pixels.subarray(unseen.indices[0]! * size, (unseen.indices[0]! + 1) * size),
    );
    const contentHashes = dataset.contentHashes.map((hash, n) => (n === 100 ? data.contentHashes[0]! : hash));
    const labels = dataset.labels.map((label, n) => (n === 101 ? -1 : label));
    const fewer = unseenData(data, { ...inMemory(dataset), contentHashes, labels });
    expect(fewer.indices.length).toBe(138);
    expect([100, 101].some((index) => fewer.indices.includes(index))).toBe(false);
  });
});

describe('Déjà Vu', () => {
  it('is 1 where loops infer the class from the periphery', async () => {
    const encoder = freshEncoder();
    const { perDatapoint } = await measure(encoder, 'deja-vu', { unseen });
    const known = (await rowsUnder(encoder, imagesOf(unseen))).map(unit);
    const asked = (await rowsUnder(encoder, imagesOf(peripheryOf(data)))).map(unit);
    const labels = Array.from(unseen.classes);
    const expected = asked.map((row, n) =>
      naiveInferredClass(known, labels, row, 100) === data.classes[n] ? 1 : 0,
    );
    // Float32 leaves few neighbours at a tie.
    expect([...perDatapoint].filter((value, n) => value !== expected[n]).length).toBeLessThanOrEqual(1);
    expect(new Set(perDatapoint).size).toBe(2);
    encoder.dispose();
  });

  it('rejects too few unseen datapoints', async () => {
    const encoder = freshEncoder();
    const few = unseenData(data, {
      ...inMemory(dataset),
      labels: dataset.labels.map((label, n) => (n < 90 ? label : -1)),
    });
    await expect(measure(encoder, 'deja-vu', { unseen: few })).rejects.toThrow(
      'at least 100, and there are 50. Set datapoints to fewer than the dataset has',
    );
    encoder.dispose();
  });
});
