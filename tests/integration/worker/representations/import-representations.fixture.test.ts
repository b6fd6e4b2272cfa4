import type { RepresentationOptions } from '@engram/worker';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../../../helpers/fixtures.ts';
import { expectClose } from '../../../oracles/close.ts';
import { float64Npy, int64Npy } from '../../../worker/representations/numpy-bytes.ts';
import { withArchives } from './archive-import.ts';

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

const { npz, imported } = withArchives();
const { cases } = readFixture<{ cases: AlignmentCase[] }>('alignment');

describe('importRepresentations', () => {
  it('scores every reference case: all distances, with and without unit norm', async () => {
    expect(cases.length).toBeGreaterThan(0);
    for (const { viewsF, viewsG, distance, unitNorm, ...expected } of cases) {
      const shape = [1, viewsF.length, viewsF[0]!.length];
      const path = await npz('case.npz', {
        f: float64Npy(shape, viewsF.flat()),
        g: float64Npy(shape, viewsG.flat()),
      });
      const [row] = await imported(path, { distance, unitNorm });
      expect(row).toMatchObject({ nIn: 1, nOut: 1, identifiable: true, standardError: null });
      expectClose(row!.alignmentIn, expected.alignmentF);
      expectClose(row!.alignmentOut, expected.alignmentG);
      expectClose(row!.value, expected.score);
      expectClose(row!.relativeValue, expected.relativeScore);
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
        else expectClose(rows[i]![field], value);
    });
  });
});
