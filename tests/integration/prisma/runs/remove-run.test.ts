import { randomUUID } from 'node:crypto';
import {
  datasets,
  query,
  runs,
  savedViews,
  scores,
  snapshots,
  storeAdmin,
  type DatasetRow,
  type RunRow,
} from '@engram/store';
import { describe, expect, it } from 'vitest';
import { createExperiment } from '../../../factories/experiment.ts';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const size = 20;

async function publishedRun(): Promise<RunRow> {
  const dataset = await createDataset(scratch.store, size);
  const run = await createRun(scratch.store, dataset, 'RUNNING');
  const rows = Array.from({ length: size }, (_, index) => scoreRow(index, { value: index / 100 }));
  await runs.publish(scratch.store, run.id, publication(rows));
  return (await runs.find(scratch.store, run.id))!;
}

describe('the highest scores of several runs', () => {
  it('come from each run, the highest first, and none from a run without scores', async () => {
    const [a, b] = [await publishedRun(), await publishedRun()];
    const tops = await scores.tops(scratch.store, [b.id, a.id, randomUUID()], 3);
    const of = (run: RunRow) => tops.filter(({ runId }) => runId === run.id).map(({ index }) => index);
    expect([of(a), of(b), tops.length]).toEqual([[19, 18, 17], [19, 18, 17], 6]);
  });
});

describe('renaming a run', () => {
  it('changes the name alone', async () => {
    const run = await publishedRun();
    const renamed = await runs.rename(scratch.store, run.id, '  digits, again ');
    expect(renamed).toEqual({ ...run, name: 'digits, again' });
    expect(await runs.find(scratch.store, run.id)).toEqual(renamed);
  });

  it.each([
    ['  ', /give a run one of 1 to 200/],
    ['x'.repeat(201), /has 201 characters/],
    ['a\u202eb', /name of a run/],
  ])('rejects %j', async (name, message) => {
    const run = await publishedRun();
    await expect(runs.rename(scratch.store, run.id, name)).rejects.toThrow(message);
    expect((await runs.find(scratch.store, run.id))!.name).toBe(run.name);
  });

  it('says when there is no such run', async () => {
    await expect(runs.rename(scratch.store, randomUUID(), 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('deleting a run', () => {
  it('names what hangs on it, and takes its scores along, but no other run', async () => {
    const [run, other] = [await publishedRun(), await publishedRun()];
    await savedViews.save(
      scratch.store,
      {
        name: `of ${run.id}`,
        address: `/runs/${run.id}/explore?class=3`,
      },
      storeAdmin,
    );
    expect(await runs.removalOf(scratch.store, run.id)).toEqual({
      scoreCount: size,
      savedViews: [`of ${run.id}`],
      snapshots: [],
      experiments: [],
      otherRunsOfEnsemble: 0,
    });
    expect(await runs.remove(scratch.store, run.id)).toBe(run.name);
    expect(await runs.find(scratch.store, run.id)).toBeNull();
    expect(await scores.count(scratch.store, { run: other.id })).toBe(size);
    for (const table of ['score', 'class_summary', 'encoder_measurement', 'run_ranking'])
      expect(
        await query(scratch.store, `SELECT FROM ${table} WHERE run_id = $1`, [run.id]),
        table,
      ).toHaveLength(0);
    await expect(runs.remove(scratch.store, run.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(runs.removalOf(scratch.store, run.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused for a run that a snapshot or an experiment holds, which it names, and for one that is under way', async () => {
    const run = await publishedRun();
    const { snapshot } = await snapshots.create(scratch.store, { runIds: [run.id], title: 'held' });
    const beside = (await publishedRun()).id;
    const { snapshot: newest } = await snapshots.create(scratch.store, {
      runIds: [run.id, beside],
      title: 'newer',
    });
    // Whichever way their hashes are ordered.
    const times = [snapshot.hash, newest.hash].sort().map((hash, at) => ({ hash, at: `2026-01-0${at + 1}` }));
    for (const { hash, at } of times)
      await scratch.store.pool.query('UPDATE snapshot SET created_at = $2 WHERE hash = $1', [hash, at]);
    const newestFirst = times.map(({ hash }) => hash).reverse();
    expect((await runs.removalOf(scratch.store, run.id)).snapshots).toEqual(newestFirst);
    await expect(runs.remove(scratch.store, run.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining(snapshot.hash),
    });
    expect(await scores.count(scratch.store, { run: run.id })).toBe(size);
    // The same for what an experiment rests on, and for the dataset of both.
    const other = await publishedRun();
    await createExperiment(scratch.store, 'agreement of two', { a: other.id });
    expect((await runs.removalOf(scratch.store, other.id)).experiments).toEqual(['agreement of two']);
    await expect(runs.remove(scratch.store, other.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining("the experiment 'agreement of two' rests on it"),
    });
    for (const [held, holder] of [
      [run, snapshot.hash],
      [other, "'agreement of two'"],
    ] as const) {
      const [{ slug }] = (await datasets.findByIds(scratch.store, [held.datasetId])) as [DatasetRow];
      await expect(datasets.remove(scratch.store, slug)).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining(holder),
      });
    }
    const underWay = await createRun(scratch.store, await createDataset(scratch.store, size), 'RUNNING');
    await expect(runs.remove(scratch.store, underWay.id)).rejects.toThrow(/is RUNNING.*cancel/s);
  });
});

describe('searching runs', () => {
  it('finds them by a part of the name, whatever the case, and by the beginning of the id', async () => {
    const run = await publishedRun();
    await runs.rename(scratch.store, run.id, '100 % of_Digits');
    const found = async (search: string) =>
      (await runs.page(scratch.store, { filter: { search }, first: 50 })).rows.map(({ id }) => id);
    expect(await found('of_dig')).toEqual([run.id]);
    expect(await found('100 % o')).toEqual([run.id]);
    expect(await found(run.id.slice(0, 9).toUpperCase())).toEqual([run.id]);
    // Neither of the two means "anything" here.
    expect(await found('of%Digits')).toEqual([]);
    expect(await found('ofxDigits')).toEqual([]);
    expect(await runs.count(scratch.store, { search: 'of_dig' })).toBe(1);
  });
});
