import { pairCount } from '@engram/core';
import { encoders, pairDistances, runs, scores } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

let place: EngramHome;
let runId: string;

beforeAll(async () => {
  place = await openHome();
  await engram(['import', 'dataset', 'mnist'], place);
  const settings = ['--set', 'datapoints=40', '--set', 'epochs=3', '--set', 'views=5'];
  const { stdout, stderr, exitCode } = await engram(['run', 'smoke', ...settings, '--json'], place);
  expect(exitCode, stderr).toBe(0);
  runId = (JSON.parse(stdout) as { id: string }).id;
});
afterAll(() => place.close());

const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('a run', () => {
  it('stores the distances of the views pair by pair, whose means are alignmentIn and alignmentOut', async () => {
    const { rows } = await scores.page(place.store, {
      filter: { run: runId },
      orderBy: { field: 'VALUE', direction: 'DESC' },
      first: 100,
    });
    expect(rows).toHaveLength(40);
    const keys = rows.map(({ index }) => ({ runId, index }));
    const found = new Map((await pairDistances.findByKeys(place.store, keys)).map((row) => [row.index, row]));
    expect(found.size).toBe(40);
    for (const { index, alignmentIn, alignmentOut } of rows) {
      const { distancesIn, distancesOut } = found.get(index)!;
      expect(distancesIn).toHaveLength(pairCount(5));
      expect(distancesOut).toHaveLength(pairCount(5));
      // Each distance is rounded to float32, which keeps 7 digits.
      expect(Math.abs(meanOf(distancesIn!) / alignmentIn! - 1)).toBeLessThan(1e-6);
      expect(Math.abs(meanOf(distancesOut!) / alignmentOut! - 1)).toBeLessThan(1e-6);
    }
    const { rows: left } = await place.store.pool.query('SELECT 1 FROM encoder_pair_distance');
    expect(left).toEqual([]);
  });

  it('stores how much another draw of views would move a loss, encoder by encoder and in the whole', async () => {
    const noises = (await encoders.list(place.store, runId)).map(({ viewNoise }) => viewNoise!);
    expect(noises.every((noise) => noise > 0)).toBe(true);
    expect((await runs.find(place.store, runId))!.summary!.viewNoise).toBeCloseTo(meanOf(noises), 12);
  });

  it('stores a loss and an alignment loss of each epoch of every encoder', async () => {
    for (const { lossHistory, alignmentHistory } of await encoders.list(place.store, runId)) {
      expect(lossHistory).toHaveLength(3);
      expect(alignmentHistory).toHaveLength(3);
      expect(alignmentHistory.every((loss) => loss > 0)).toBe(true);
    }
  });
});
