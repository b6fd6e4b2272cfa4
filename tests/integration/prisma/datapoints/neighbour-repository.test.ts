import { readMap } from '@engram/core';
import { findBefore, neighbours, query, representationMaps, runs } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

describe('stored neighbours', () => {
  it('come back in their order with the bits of float32', async () => {
    const dataset = await createDataset(scratch.store, 4);
    const run = await createRun(scratch.store, dataset, 'RUNNING');
    const distances = Float32Array.from([0, 0.1, 1e-40, 3.4e38, 1 / 3, -0]);
    const published = await runs.publish(scratch.store, run.id, {
      ...publication([0, 1, 2, 3].map((index) => scoreRow(index))),
      neighbours: {
        k: 2,
        indices: Int32Array.of(0, 1, 3),
        neighbours: Int32Array.of(3, 1, 0, 3, 1, 0),
        distances,
      },
    });
    expect(published).toEqual({ published: true });
    const key = (index: number) => ({ runId: run.id, datasetId: dataset.id, index });
    const rows = await neighbours.findByKeys(scratch.store, [3, 0, 2, 0, 1].map(key));
    expect(
      rows.sort((a, b) => a.index - b.index).map(({ index, neighbours: list }) => [index, list]),
    ).toEqual([
      [0, [3, 1]],
      [1, [0, 3]],
      [3, [1, 0]],
    ]);
    rows
      .flatMap((row) => row.distances)
      .forEach((value, at) => expect(Object.is(Math.fround(value), distances[at])).toBe(true));
  });

  it('are not those of a datapoint of another dataset with the same index', async () => {
    const [one, other] = [await createDataset(scratch.store, 2), await createDataset(scratch.store, 2)];
    const run = await createRun(scratch.store, one, 'RUNNING');
    await runs.publish(scratch.store, run.id, {
      ...publication([scoreRow(0), scoreRow(1)]),
      neighbours: {
        k: 1,
        indices: Int32Array.of(0, 1),
        neighbours: Int32Array.of(1, 0),
        distances: new Float32Array(2),
      },
    });
    const of = (datasetId: string) =>
      neighbours.findByKeys(scratch.store, [{ runId: run.id, datasetId, index: 0 }]);
    expect(await of(one.id)).toHaveLength(1);
    expect(await of(other.id)).toEqual([]);
    expect(await of('nonsense')).toEqual([]);
  });
});

describe('what an earlier run found of the same representations', () => {
  const map = {
    projection: 'PCA',
    index: Int32Array.of(0, 1),
    x: Float32Array.of(0.5, -1e-40),
    y: Float32Array.of(1 / 3, 0),
  } as const;
  const neighbourLists = {
    k: 1,
    indices: Int32Array.of(0, 1),
    neighbours: Int32Array.of(1, 0),
    distances: Float32Array.of(0.1, 0.1),
  };

  it('is found for the same checkpoint, distance and code, and for no other', async () => {
    const { store } = scratch;
    const dataset = await createDataset(store, 2);
    const own = await createRun(store, dataset, 'RUNNING');
    const run = await createRun(store, dataset, 'RUNNING');
    await query(store, 'UPDATE run SET ensemble_id = $1 WHERE id = $2', [own.ensembleId, run.id]);
    const found = { neighbours: neighbourLists, map, checkpointHash: 'a' };
    await runs.publish(store, run.id, { ...publication([scoreRow(0), scoreRow(1)]), ...found });
    expect(await findBefore(store, own.id, 'a')).toEqual({ neighbours: neighbourLists, map });
    expect(await findBefore(store, own.id, 'b')).toBeNull();
    expect(await findBefore(store, run.id, 'a')).toBeNull();
    for (const change of [
      `code_version = 'other'`,
      `config = jsonb_set(config, '{scoring,distance}', '"l1"')`,
      `config = jsonb_set(config, '{scoring,unitNorm}', 'false')`,
      'ensemble_id = (SELECT id FROM ensemble WHERE id <> ensemble_id LIMIT 1)',
    ]) {
      const other = await createRun(store, dataset, 'RUNNING');
      await query(store, 'UPDATE run SET ensemble_id = $1 WHERE id = $2', [own.ensembleId, other.id]);
      expect(await findBefore(store, other.id, 'a')).not.toBeNull();
      await query(store, `UPDATE run SET ${change} WHERE id = $1`, [other.id]);
      expect(await findBefore(store, other.id, 'a'), change).toBeNull();
    }
    await runs.remove(store, run.id);
    expect(await findBefore(store, own.id, 'a')).toBeNull();
  });
});

describe('the map of a run', () => {
  const map = {
    projection: 'UMAP',
    index: Int32Array.of(0, 2),
    x: Float32Array.of(-0.1, 1e-40),
    y: Float32Array.of(3.4e38, 1 / 3),
  } as const;

  it('comes back with its bits, and goes with its run', async () => {
    const { store } = scratch;
    const dataset = await createDataset(store, 3);
    const run = await createRun(store, dataset, 'RUNNING');
    await runs.publish(store, run.id, { ...publication([0, 1, 2].map((index) => scoreRow(index))), map });
    const bytes = await representationMaps.bytesOf(store, run.id);
    expect(readMap(new Uint8Array(bytes!).buffer)).toEqual(map);
    expect(await representationMaps.findByRuns(store, [run.id, dataset.id, 'nonsense'])).toEqual([
      { runId: run.id, projection: 'UMAP', count: 2 },
    ]);
    await runs.remove(store, run.id);
    expect(await representationMaps.bytesOf(store, run.id)).toBeNull();
  });

  it('is none where none was published', async () => {
    const { store } = scratch;
    const run = await createRun(store, await createDataset(store, 1), 'RUNNING');
    await runs.publish(store, run.id, publication([scoreRow(0)]));
    expect(await representationMaps.bytesOf(store, run.id)).toBeNull();
    expect(await representationMaps.bytesOf(store, 'nonsense')).toBeNull();
  });
});
