import { distances, nearestNeighbours, Rng, rowDistances, rowsOf, unitRows, type Rows } from '@engram/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectEngine } from '../../../../worker/src/engine/registry.ts';
import { nearestRows, type FloatRows } from '../../../../worker/src/measures/rows/nearest.ts';
import { enginesHere } from '../../engine/engines-here.ts';

/** The k nearest by a full sort. */
function sorted({ values, count, dims }: FloatRows, k: number, distance: (typeof distances)[number]) {
  const order = rowDistances[distance === 'l1' ? 'l1' : 'squared-l2'];
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (_, position) => ({
      position,
      key: order(values, row * dims, position * dims, dims),
    }))
      .filter(({ position }) => position !== row)
      .sort((a, b) => a.key - b.key || a.position - b.position)
      .slice(0, k)
      .map(({ position }) => position),
  );
}

const rng = Rng.fromSeed('nearest');
const cloud = (count: number, dims: number, draw = () => rng.normal()): Rows =>
  rowsOf(Array.from({ length: count }, () => Array.from({ length: dims }, draw)));

const inFloat32 = ({ values, ...rows }: Rows): FloatRows => ({ ...rows, values: Float32Array.from(values) });

describe.each(enginesHere)('nearest rows on %s', (engine) => {
  beforeAll(async () => {
    await selectEngine(engine);
  });

  it.each(distances)('are those of a full sort by %s, in many blocks', async (distance) => {
    const rows = unitRows(cloud(150, 16));
    const { positions, distances: found } = await nearestRows(rows, { k: 7, distance, productsAtOnce: 5000 });
    const expected = sorted(rows, 7, distance);
    expect(Array.from({ length: 150 }, (_, n) => [...positions.subarray(7 * n, 7 * n + 7)])).toEqual(
      expected,
    );
    expected.forEach((list, n) =>
      list.forEach((other, place) =>
        expect(found[7 * n + place]).toBe(
          Math.fround(rowDistances[distance](rows.values, n * 16, other * 16, 16)),
        ),
      ),
    );
  });

  it.each([
    ['many equal distances and equal rows', () => cloud(120, 2, () => rng.integer(4)), 20],
    // In float32 the products of these rows say nothing about their order.
    ['rows that differ in the eighth digit', () => cloud(60, 3, () => 1000 + 1e-5 * rng.normal()), 5],
    [
      'one row a million times as long',
      () => rowsOf([[1e6, 0], ...Array.from({ length: 40 }, () => [rng.normal(), rng.normal()])]),
      5,
    ],
    ['rows too large for float32', () => cloud(40, 4, () => 1e60 * rng.normal()), 5],
    ['rows too small for float32', () => cloud(40, 4, () => 1e-60 * rng.normal()), 5],
    ['rows in float32', () => inFloat32(cloud(120, 8, () => 10 * rng.normal()))],
    ['rows in float32 with many equal ones', () => inFloat32(cloud(120, 2, () => rng.integer(4))), 20],
    [
      'rows in float32 that lie close together',
      () => inFloat32(cloud(60, 3, () => 1000 + 1e-3 * rng.normal())),
    ],
    ['short rows in float32', () => inFloat32(cloud(60, 3, () => 1e-25 * rng.normal()))],
    ['long rows in float32', () => inFloat32(cloud(60, 3, () => 1e25 * rng.normal()))],
    ['nothing but zeros', () => cloud(30, 3, () => 0), 4],
    ['as few rows as there can be', () => cloud(2, 3), 1],
  ] as [string, () => FloatRows, number?][])('are exact with %s', async (_what, make, k = 5) => {
    const rows = make();
    const { positions } = await nearestRows(rows, { k, distance: 'l2' });
    const expected = sorted(rows, k, 'l2');
    expect(Array.from({ length: rows.count }, (_, n) => [...positions.subarray(k * n, k * n + k)])).toEqual(
      expected,
    );
  });

  it('agree with the loops of core', async () => {
    const rows = cloud(80, 5);
    const { positions } = await nearestRows(rows, { k: 6, distance: 'l2' });
    expect(positions).toEqual(nearestNeighbours(rows, 6).positions);
  });

  it('stop when they are cancelled', async () => {
    const looking = nearestRows(cloud(30, 2), { k: 1, distance: 'l2', signal: AbortSignal.abort() });
    await expect(looking).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});
