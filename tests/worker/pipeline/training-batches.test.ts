import { Rng } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { TrainingBatches } from '../../../worker/src/pipeline/training-batches.ts';
import { toyConfig, toyData } from './toy-run.ts';
import { pixelsInMemory } from '../../../worker/src/datasets/pixel-source.ts';
import { allPixels } from '../../factories/run-data.ts';

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

  it('end with views of small parts where the plan asks for them, drawn after the others', () => {
    const plan = { count: 4, local: { count: 2, minArea: 0.05, maxArea: 0.1 } };
    const halves = allPixels(data).map((_, i) => (i % 12 < 6 ? 0 : 255));
    const bright = { ...data, pixels: pixelsInMemory(halves, data.shape) };
    const [batch] = new TrainingBatches(config, bright, everything, Rng.fromSeed('a'), plan);
    const [plain] = new TrainingBatches(config, bright, everything, Rng.fromSeed('a'));
    const { size: count, images } = batch!;
    expect(images.length).toBe(4 * count * size);
    expect(images.subarray(0, 2 * count * size)).toEqual(plain!.images);
    // Left half dark, right half bright: a small part is mostly of one kind, the whole never is.
    const isPlain = (row: number): boolean => {
      const view = images.subarray(row * size, (row + 1) * size);
      const mean = view.reduce((sum, value) => sum + value, 0) / size;
      return mean < 0.1 || mean > 0.9;
    };
    const plainOf = (from: number): number =>
      Array.from({ length: 2 * count }, (_, row) => isPlain(from + row)).filter(Boolean).length;
    expect(plainOf(0)).toBe(0);
    expect(plainOf(2 * count)).toBeGreaterThan(count);
  });

  it('hide as many patches of each datapoint as the plan says, whatever the others are', () => {
    const plan = { count: 1, hidden: { patches: 9, count: 7 } };
    const all = [...new TrainingBatches(config, data, everything, Rng.fromSeed('a'), plan)];
    const rowsOf = (batches: typeof all): string[] =>
      batches.flatMap(({ hidden, size: count }) =>
        Array.from({ length: count }, (_, row) => hidden!.slice(row * 9, (row + 1) * 9).join('')),
      );
    const rows = rowsOf(all);
    expect(rows.every((row) => row.replaceAll('0', '').length === 7)).toBe(true);
    expect(new Set(rows).size).toBeGreaterThan(20);
    const first = rowsOf(all.slice(0, 4)).toSorted();
    const left = [...new TrainingBatches(config, data, everything.slice(1), Rng.fromSeed('a'), plan)];
    const missing = rowsOf(left.slice(0, 4)).toSorted();
    expect(missing).toHaveLength(29);
    for (const row of missing) first.splice(first.indexOf(row), 1);
    expect(first).toHaveLength(1);
  });

  it('hold labels only where the plan asks for them', () => {
    const [without] = new TrainingBatches(config, data, everything, Rng.fromSeed('a'));
    expect(without!.labels).toBeUndefined();
    const plan = { count: 1, labels: true };
    const labelled = [...new TrainingBatches(config, data, everything, Rng.fromSeed('a'), plan)];
    const counts = [0, 0, 0, 0];
    for (const { labels } of labelled.slice(0, 4)) for (const label of labels!) counts[label]! += 1;
    expect(counts).toEqual([8, 8, 7, 7]);
  });
});
