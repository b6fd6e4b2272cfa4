import { pairCount } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { datapointBlocks } from '../../../worker/src/representations/datapoint-blocks.ts';
import { readRepresentationSet } from '../../../worker/src/representations/representation-set.ts';
import { scoreRepresentations } from '../../../worker/src/representations/score-representations.ts';
import { memoryNpz } from './memory-npz.ts';
import { float64Npy, npyBytes } from './numpy-bytes.ts';

/** 8 MiB of distances as float32, a little more for one datapoint of 2,000 views. */
const maxPairs = 2 ** 21;

/** [t, N, M, 1] whose value is its place in [t, N, M]. */
function encoders([t, n, m]: readonly [number, number, number], fortran: boolean): Uint8Array {
  const values = new Float64Array(t * n * m);
  for (let e = 0; e < t; e++)
    for (let i = 0; i < n; i++)
      for (let v = 0; v < m; v++)
        values[fortran ? e + t * (i + n * v) : (e * n + i) * m + v] = (e * n + i) * m + v;
  return float64Npy([t, n, m, 1], values, fortran);
}
const setOf = (size: readonly [number, number, number], fortran: boolean) =>
  readRepresentationSet(
    memoryNpz({
      encoders: encoders(size, fortran),
      mask: float64Npy([size[0], size[1]], new Float64Array(size[0] * size[1])),
    }),
  );

describe.each([
  ['C', false],
  ['Fortran', true],
])('many views in %s order', (_order, fortran) => {
  it('come in blocks whose pairs fit into memory, each datapoint once', async () => {
    const size = [2, 600, 2_000] as const;
    const set = await setOf(size, fortran);
    const firsts: number[] = [];
    let most = 0;
    for await (const block of datapointBlocks({ ...set.sources[0]!, shape: set.shape })) {
      most = Math.max(most, block.count * pairCount(set.shape.views));
      for (let n = 0; n < block.count; n++) firsts.push(block.values[n * size[2]]!);
    }
    expect(most).toBeLessThanOrEqual(maxPairs);
    expect(firsts.sort((a, b) => a - b)).toEqual(Array.from({ length: 1_200 }, (_, row) => row * size[2]));
  });

  it('are scored with the mean over all pairs', async () => {
    const set = await setOf([2, 40, 300], fortran);
    const { scored } = await scoreRepresentations(set, { distance: 'l1', unitNorm: false });
    // The mean distance of two different numbers of 0 … M − 1 is (M + 1) / 3.
    for (const { perDatapoint } of scored)
      expect([...perDatapoint]).toEqual(
        Array.from({ length: 40 }, () => expect.closeTo(301 / 3, 9) as number),
      );
  });
});

/** The header alone, as of an archive that packs very many zeros into few bytes. */
const announced = (shape: number[], fortran: boolean): Uint8Array =>
  npyBytes({ descr: '|u1', shape, data: new Uint8Array(0), fortran });
const refusal = (shape: number[], fortran: boolean): Promise<unknown> =>
  readRepresentationSet(
    memoryNpz({ encoders: announced(shape, fortran), mask: announced(shape.slice(0, 2), false) }),
  ).catch((error: unknown) => error);

describe('a small file that would need very much memory is refused with the reason:', () => {
  it('values of all encoders that Fortran order needs together', async () => {
    expect(await refusal([1_000, 1, 2_000, 8_000], true)).toMatchObject({
      code: 'INVALID_SCORE_INPUT',
      message: expect.stringMatching(/in Fortran order the 16000000000 values .* C order/) as string,
    });
  });

  it('encoders without number', async () => {
    expect(await refusal([1e9, 1, 2, 1], false)).toMatchObject({
      code: 'INVALID_SCORE_INPUT',
      message: expect.stringContaining('1000000000 encoders are more than') as string,
    });
  });
});
