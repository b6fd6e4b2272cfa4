import { nearestNeighbours, Rng, rowsOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { ComparedDatapoints, NearestDatapoints } from '../../../worker/src/pipeline/neighbours.ts';
import { mapRepresentations, mapUnlessItFails } from '../../../worker/src/pipeline/representation-map.ts';

/** Groups of points in 12 dimensions, far from each other; every second index of a dataset. */
function planted(groups: number, each: number): [ComparedDatapoints, NearestDatapoints] {
  const rng = Rng.fromSeed('groups');
  const centres = Array.from({ length: groups }, () => Array.from({ length: 12 }, () => 10 * rng.normal()));
  const vectors = Array.from({ length: groups * each }, (_, n) =>
    centres[n % groups]!.map((value) => value + rng.normal()),
  );
  const rows = rowsOf(vectors);
  const k = Math.min(20, rows.count - 1);
  const { positions, distances } = nearestNeighbours(rows, k);
  return [
    { indices: Int32Array.from(vectors, (_, n) => 2 * n), rows },
    { k, positions, distances: Float32Array.from(distances) },
  ];
}

describe('the map of representations', () => {
  it('lays groups that lie apart apart: every point is nearest to one of its own group', async () => {
    const [datapoints, nearest] = planted(6, 30);
    const map = (await mapRepresentations(datapoints, nearest))!;
    expect(map.projection).toBe('UMAP');
    expect(map.index).toEqual(datapoints.indices);
    const places = Array.from(map.x, (x, n) => [x, map.y[n]!]);
    const { positions } = nearestNeighbours(rowsOf(places), 1);
    positions.forEach((other, n) => expect(other % 6).toBe(n % 6));
  });

  it('is the same whenever it is made', async () => {
    const made = planted(3, 20);
    expect(await mapRepresentations(...made)).toEqual(await mapRepresentations(...made));
  });

  it.each([
    [2, 1],
    [3, 5],
  ])(
    'of %i times %i datapoints, too few to have neighbours, is that of their principal components',
    async (groups, each) => {
      const map = (await mapRepresentations(...planted(groups, each)))!;
      expect(map.projection).toBe('PCA');
      expect(new Set(map.x).size).toBe(groups * each);
    },
  );

  it('of a single datapoint is none', async () => {
    const one = { indices: Int32Array.of(0), rows: rowsOf([[1, 2]]) };
    expect(
      await mapRepresentations(one, { k: 0, positions: new Int32Array(), distances: new Float32Array() }),
    ).toBeNull();
  });

  it('that goes wrong is told, and stops nothing; a cancelled one does', async () => {
    const [datapoints, nearest] = planted(3, 20);
    const broken = { ...nearest, positions: nearest.positions.fill(1000) };
    const { signal } = new AbortController();
    expect(await mapUnlessItFails(datapoints, broken, signal)).toEqual({
      map: null,
      mapProblem: expect.stringMatching(/./) as string,
    });
    const cancelled = mapUnlessItFails(...planted(3, 20), AbortSignal.abort());
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('ends when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(mapRepresentations(...planted(3, 20), { signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});
