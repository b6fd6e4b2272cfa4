import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importRepresentations } from '@engram/worker';
import { datasets, runs } from '@engram/store';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { float32Npy } from '../../../worker/representations/numpy-bytes.ts';
import { options, withArchives } from './archive-import.ts';

const { scratch, npz } = withArchives();

describe('importRepresentations', () => {
  it('stores the same file once, also when two import it at a time, and another distance as another run', async () => {
    const path = await npz('again.npz', {
      f: float32Npy([3, 2, 2], [1, 0, 0, 1, 1, 1, 1, 0, 2, 1, 1, 2]),
      g: float32Npy([3, 2, 2], [0, 1, 1, 0, 1, 2, 2, 1, 1, 0, 1, 1]),
    });
    const [first, second, other] = await Promise.all([
      importRepresentations(scratch.store, { paths: [path] }, options),
      importRepresentations(scratch.store, { paths: [path] }, options),
      importRepresentations(scratch.store, { paths: [path] }, { ...options, distance: 'l1' }),
    ]);
    expect(second.id).toBe(first.id);
    expect([first.created, second.created].sort()).toEqual([false, true]);
    expect(other).toMatchObject({ created: true });
    expect(other.id).not.toBe(first.id);
    expect(await runs.find(scratch.store, first.id)).toMatchObject({ status: 'SUCCEEDED', scoredCount: 3 });
  });

  const good = float32Npy([2, 2, 2], [1, 0, 0, 1, 1, 1, 1, 0]);
  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'a value that is not a number',
      { f: good, g: float32Npy([2, 2, 2], [1, 0, 0, 1, 1, 1, NaN, 0]) },
      /'g': datapoint 1, view 1.*NaN/,
    ],
    [
      'a zero vector under unit norm',
      { f: float32Npy([2, 2, 2], [0, 0, 0, 1, 1, 1, 1, 0]), g: good },
      /'f': datapoint 0, view 0.*zero/,
    ],
    [
      'dimensions that differ',
      { f: good, g: float32Npy([2, 2, 1], [1, 2, 3, 4]) },
      /f is \[2, 2, 2\] and g is \[2, 2, 1\]/,
    ],
    [
      'one view only',
      { f: float32Npy([2, 1, 2], [1, 0, 0, 1]), g: float32Npy([2, 1, 2], [1, 0, 0, 1]) },
      /at least 2 views/,
    ],
    [
      'a cut array',
      { f: good.subarray(0, good.length - 3), g: good },
      /bad\.npz, array 'f', byte \d+: the shape/,
    ],
  ])('refuses %s, names it, and stores nothing', async (_, arrays, reason) => {
    const { store } = scratch;
    const before = [(await datasets.list(store)).length, await runs.count(store, {})];
    const refusal = importRepresentations(store, { paths: [await npz('bad.npz', arrays)] }, options);
    await expect(refusal).rejects.toThrowError(reason);
    await expect(refusal).rejects.toMatchObject({ code: expect.stringMatching(/^INVALID_/) as string });
    expect([(await datasets.list(store)).length, await runs.count(store, {})]).toEqual(before);
  });

  it('refuses a damaged array even where every value is a number still', async () => {
    const path = join(scratch.store.home, 'damaged.npz');
    // Uncompressed, as numpy.savez writes it.
    const bytes = Buffer.from(zipSync({ 'f.npy': good, 'g.npy': good }, { level: 0 }));
    const lastOfF = bytes.indexOf(Buffer.from(good)) + good.length - 1;
    bytes[lastOfF] = 0x3f;
    await writeFile(path, bytes);
    await expect(importRepresentations(scratch.store, { paths: [path] }, options)).rejects.toThrowError(
      /damaged\.npz, array 'f', byte 0: its checksum differs/,
    );
  });
});
