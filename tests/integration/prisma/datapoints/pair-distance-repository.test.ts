import { pairDistances, query, runs } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => scoreRow(index));

describe('stored pair distances', () => {
  it('come back with the bits of float32, null on a side without encoders', async () => {
    const { store } = scratch;
    const run = await createRun(store, await createDataset(store, 3), 'RUNNING');
    const one = { index: 0, distancesIn: Float32Array.of(0, 0.1, 1e-40), distancesOut: null };
    const two = {
      index: 2,
      distancesIn: Float32Array.of(3.4e38, 1 / 3, -0),
      distancesOut: new Float32Array(3),
    };
    await runs.publish(store, run.id, { ...publication(rowsOf(3)), pairDistances: [one, two] });
    const found = await pairDistances.findByKeys(
      store,
      [2, 0, 1, 0].map((index) => ({ runId: run.id, index })),
    );
    expect(found.sort((a, b) => a.index - b.index)).toEqual(
      [one, two].map((row) => ({ ...row, runId: run.id })),
    );
    expect(await pairDistances.findByKeys(store, [{ runId: 'nonsense', index: 0 }])).toEqual([]);
  });

  it('of an encoder are kept until the run is published, and replaced when they are kept again', async () => {
    const { store } = scratch;
    const run = await createRun(store, await createDataset(store, 2), 'RUNNING');
    await pairDistances.insertOfEncoder(store, run.id, 1, Float32Array.of(9, 9));
    await pairDistances.insertOfEncoder(store, run.id, 1, Float32Array.of(0.25, 1 / 3));
    expect(await pairDistances.findOfEncoder(store, run.id, 1)).toEqual(Float32Array.of(0.25, 1 / 3));
    expect(await pairDistances.findOfEncoder(store, run.id, 0)).toBeNull();
    await runs.publish(store, run.id, publication(rowsOf(2)));
    expect(await pairDistances.findOfEncoder(store, run.id, 1)).toBeNull();
    await pairDistances.insertOfEncoder(store, run.id, 1, Float32Array.of(0.25, 1 / 3));
    expect(await pairDistances.findOfEncoder(store, run.id, 1)).toBeNull();
  });

  it('of an encoder that come while the run is published are dropped, too', async () => {
    const { store } = scratch;
    const run = await createRun(store, await createDataset(store, 2), 'RUNNING');
    const publishing = await store.pool.connect();
    await publishing.query('BEGIN');
    await publishing.query('SELECT FROM run WHERE id = $1 FOR UPDATE', [run.id]);
    const late = pairDistances.insertOfEncoder(store, run.id, 1, Float32Array.of(0.25, 1 / 3));
    await expect
      .poll(() =>
        query(
          store,
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%encoder_pair_distance%'`,
        ),
      )
      .not.toEqual([]);
    await publishing.query(`UPDATE run SET status = 'SUCCEEDED' WHERE id = $1`, [run.id]);
    await publishing.query('COMMIT');
    publishing.release();
    await late;
    expect(await pairDistances.findOfEncoder(store, run.id, 1)).toBeNull();
  });
});
