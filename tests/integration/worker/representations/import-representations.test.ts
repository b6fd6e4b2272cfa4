import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importRepresentations, type RepresentationOptions } from '@engram/worker';
import { datasets, runs, scores, type StoredScore } from '@engram/store';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../../../helpers/fixtures.ts';
import { withScratchStore } from '../../../helpers/store.ts';
import { float32Npy, float64Npy, int64Npy, npzBytes } from '../../../worker/representations/numpy-bytes.ts';

interface AlignmentCase {
  viewsF: number[][];
  viewsG: number[][];
  unitNorm: boolean;
  distance: RepresentationOptions['distance'];
  alignmentF: number;
  alignmentG: number;
  score: number;
  relativeScore: number;
}
interface SubsetFixture {
  alignment: number[][];
  mask: number[][];
  rows: { score: number | null; standardError: number | null; low: number | null; high: number | null }[];
}

const scratch = withScratchStore();
const options: RepresentationOptions = { distance: 'l2', unitNorm: true, codeVersion: 'test' };

async function npz(name: string, arrays: Record<string, Uint8Array>): Promise<string> {
  const path = join(scratch.store.home, name);
  await writeFile(path, npzBytes(arrays));
  return path;
}

async function imported(path: string, more: Partial<RepresentationOptions> = {}): Promise<StoredScore[]> {
  const { id } = await importRepresentations(scratch.store, path, { ...options, ...more });
  const rows: StoredScore[] = [];
  for await (const row of scores.stream(scratch.store, id)) rows.push(row);
  return rows;
}

const { cases } = readFixture<{ cases: AlignmentCase[] }>('alignment');

describe('importRepresentations', () => {
  it('scores every reference case: all distances, with and without unit norm', async () => {
    expect(cases.length).toBeGreaterThanOrEqual(50);
    for (const { viewsF, viewsG, distance, unitNorm, ...expected } of cases) {
      const shape = [1, viewsF.length, viewsF[0]!.length];
      const path = await npz('case.npz', {
        f: float64Npy(shape, viewsF.flat()),
        g: float64Npy(shape, viewsG.flat()),
      });
      const [row] = await imported(path, { distance, unitNorm });
      expect(row).toMatchObject({ nIn: 1, nOut: 1, identifiable: true, standardError: null });
      expect(row!.alignmentIn).toBeCloseTo(expected.alignmentF, 6);
      expect(row!.alignmentOut).toBeCloseTo(expected.alignmentG, 6);
      expect(row!.value).toBeCloseTo(expected.score, 6);
      expect(row!.relativeValue).toBeCloseTo(expected.relativeScore, 6);
    }
  });

  it('gives intervals over many encoders as the reference does, with labels and original indices', async () => {
    const { alignment, mask, rows: expected } = readFixture<SubsetFixture>('subset-estimator');
    const [t, n] = [alignment.length, alignment[0]!.length];
    // Two views at distance a on a line have the alignment loss a.
    const file = await npz('subset.npz', {
      encoders: float64Npy(
        [t, n, 2, 1],
        alignment.flatMap((row) => row.flatMap((loss) => [0, loss])),
      ),
      mask: int64Npy([t, n], mask.flat()),
      labels: int64Npy(
        [n],
        Array.from({ length: n }, (_, i) => i % 3),
      ),
      index: int64Npy(
        [n],
        Array.from({ length: n }, (_, i) => 100 + i),
      ),
    });
    const rows = await imported(file, { unitNorm: false });
    expect(rows.map(({ index }) => index)).toEqual(Array.from({ length: n }, (_, i) => 100 + i));
    expect(rows.map((row) => row.class)).toEqual(Array.from({ length: n }, (_, i) => i % 3));
    expected.forEach((one, i) => {
      for (const [field, value] of [
        ['value', one.score],
        ['standardError', one.standardError],
        ['low', one.low],
        ['high', one.high],
      ] as const)
        if (value === null) expect(rows[i]![field]).toBeNull();
        else expect(rows[i]![field]).toBeCloseTo(value, 6);
    });
  });

  it('stores the same file once, also when two import it at a time, and another distance as another run', async () => {
    const path = await npz('again.npz', {
      f: float32Npy([3, 2, 2], [1, 0, 0, 1, 1, 1, 1, 0, 2, 1, 1, 2]),
      g: float32Npy([3, 2, 2], [0, 1, 1, 0, 1, 2, 2, 1, 1, 0, 1, 1]),
    });
    const [first, second, other] = await Promise.all([
      importRepresentations(scratch.store, path, options),
      importRepresentations(scratch.store, path, options),
      importRepresentations(scratch.store, path, { ...options, distance: 'l1' }),
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
    const refusal = importRepresentations(store, await npz('bad.npz', arrays), options);
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
    await expect(importRepresentations(scratch.store, path, options)).rejects.toThrowError(
      /damaged\.npz, array 'f', byte 0: its checksum differs/,
    );
  });
});
