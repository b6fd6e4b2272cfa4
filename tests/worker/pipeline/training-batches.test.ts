import { Rng } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { TrainingBatches } from '../../../worker/src/pipeline/training-batches.ts';
import { toyConfig, toyData } from './toy-run.ts';

const data = toyData(30);
const size = 144;
const config = toyConfig({ batch: 8, epochs: 2 });
const everything = Int32Array.from({ length: 30 }, (_, n) => n);

/** Copies of all batches, with the datapoint each view came from found by its pixels when nothing is augmented. */
const batchesOf = (trainOn: Int32Array, seed: string) =>
  Array.from(
    new TrainingBatches(config, data, trainOn, Rng.fromSeed(seed)),
    ({ epoch, size: count, images }) => ({
      epoch,
      count,
      images: images.slice(),
    }),
  );

describe('the batches of an encoder', () => {
  it('show every datapoint twice an epoch in at most two shapes', () => {
    const batches = batchesOf(everything, 'a');
    expect(batches.map(({ epoch, count }) => [epoch, count])).toEqual([
      [0, 8], [0, 8], [0, 7], [0, 7], [1, 8], [1, 8], [1, 7], [1, 7],
    ]); // prettier-ignore
    for (const { count, images } of batches) expect(images.length).toBe(2 * count * size);
  });

  it('are the same for the same seed and others for another', () => {
    expect(batchesOf(everything, 'a')).toEqual(batchesOf(everything, 'a'));
    expect(batchesOf(everything, 'a')).not.toEqual(batchesOf(everything, 'b'));
  });

  it('put the second view of a datapoint B rows after the first, and the two differ', () => {
    const [first] = batchesOf(everything, 'a');
    const view = (row: number): Float32Array => first!.images.subarray(row * size, (row + 1) * size);
    const distance = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
    for (let row = 0; row < first!.count; row++) {
      const own = distance(view(row), view(row + first!.count));
      expect(own).toBeGreaterThan(0);
    }
  });

  it('without one datapoint show the same views of all others', () => {
    const views = (batches: ReturnType<typeof batchesOf>) =>
      batches
        .filter(({ epoch }) => epoch === 0)
        .flatMap(({ images }) =>
          Array.from({ length: images.length / size }, (_, row) =>
            images.subarray(row * size, (row + 1) * size).join(),
          ),
        );
    const all = new Set(views(batchesOf(everything, 'a')));
    const left = views(batchesOf(everything.slice(1), 'a'));
    expect(left).toHaveLength(58);
    expect(left.filter((view) => !all.has(view))).toEqual([]);
    expect(all.size).toBe(60);
  });
});
