import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MissingReason } from '@engram/core';
import { classSummaries, runs, scores } from '@engram/store';
import { describe, expect, it } from 'vitest';
import {
  comparabilityKey,
  createDataset,
  createRun,
  publication,
  scoreRow,
  summary,
} from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const slowPublisher = fileURLToPath(new URL('../../../helpers/postgres/slow-publisher.ts', import.meta.url));

describe('publishing', () => {
  it('stores every number with the bits it had', async () => {
    const awkward = [-0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, -1 / 3, Number.EPSILON, 2 ** -1074];
    const dataset = await createDataset(scratch.store, awkward.length);
    const run = await createRun(scratch.store, dataset, 'RUNNING');
    const rows = awkward.map((value, index) =>
      scoreRow(index, { value, low: value, reason: 'π "\\\t\n' as MissingReason }),
    );
    expect(await runs.publish(scratch.store, run.id, publication(rows))).toEqual({ published: true });
    const stored = await scores.page(scratch.store, {
      filter: { run: run.id },
      orderBy: { field: 'INDEX', direction: 'ASC' },
      first: 100,
    });
    stored.rows.forEach((row, index) => {
      // Object.is tells −0 from 0.
      expect(Object.is(row.value, awkward[index])).toBe(true);
      expect(row.reason).toBe('π "\\\t\n');
    });
    const finished = await runs.find(scratch.store, run.id);
    expect(finished).toMatchObject({
      status: 'SUCCEEDED',
      summary,
      comparabilityKey,
      engine: 'cpu',
      scoredCount: awkward.length,
      fraction: 1,
      phase: 'done',
    });
    expect(Object.is(finished!.summary!.meanScore, summary.meanScore)).toBe(true);
    expect(await classSummaries.list(scratch.store, run.id)).toEqual(publication([]).classSummaries);
  });

  it('by two at once happens once, and again never', async () => {
    const dataset = await createDataset(scratch.store, 1000);
    const run = await createRun(scratch.store, dataset, 'RUNNING');
    const rows = Array.from({ length: 1000 }, (_, index) => scoreRow(index));
    const both = await Promise.all([1, 2].map(() => runs.publish(scratch.store, run.id, publication(rows))));
    expect(both.filter((outcome) => outcome.published)).toHaveLength(1);
    expect(await runs.publish(scratch.store, run.id, publication([]))).toEqual({ published: false });
    expect(await scores.count(scratch.store, { run: run.id })).toBe(1000);
  });

  it('leaves nothing behind when the process is killed in the middle of COPY', async () => {
    const dataset = await createDataset(scratch.store, 50_000);
    const run = await createRun(scratch.store, dataset, 'RUNNING');
    const child = spawn(process.execPath, ['--import', 'tsx', slowPublisher, scratch.store.url, run.id], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // It says so once the server has received some of the rows.
    await once(child.stdout, 'data');
    const { rows } = await scratch.store.pool.query<{ tuples: string }>(
      'SELECT tuples_processed AS tuples FROM pg_stat_progress_copy WHERE datname = current_database()',
    );
    expect(Number(rows[0]?.tuples)).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const all = Array.from({ length: 50_000 }, (_, index) => scoreRow(index));
    // The dead session's lock on the run is gone too: the next publisher gets through.
    expect(await scores.count(scratch.store, { run: run.id })).toBe(0);
    expect(await runs.find(scratch.store, run.id)).toMatchObject({
      status: 'RUNNING',
      scoredCount: 0,
      summary: null,
    });
    expect(await runs.publish(scratch.store, run.id, publication(all))).toEqual({ published: true });
    expect(await scores.count(scratch.store, { run: run.id })).toBe(50_000);
  });

  it.each([
    ['a score of a datapoint that the dataset lacks', [scoreRow(0), scoreRow(50)], /datapoint 50/],
    [
      'a score that is not finite',
      [scoreRow(0), scoreRow(1, { value: Number.NaN })],
      /datapoint 1 holds NaN/,
    ],
    ['two scores of one datapoint', [scoreRow(2), scoreRow(2)], /Datapoint 2 is scored twice/],
  ])('refuses %s and stores nothing', async (_what, rows, message) => {
    const dataset = await createDataset(scratch.store, 10);
    const run = await createRun(scratch.store, dataset, 'RUNNING');
    const refused = expect(runs.publish(scratch.store, run.id, publication(rows))).rejects;
    await refused.toMatchObject({ code: 'INVALID_SCORE_INPUT', message: expect.stringMatching(message) });
    expect(await scores.count(scratch.store, { run: run.id })).toBe(0);
    expect(await runs.find(scratch.store, run.id)).toMatchObject({ status: 'RUNNING' });
    // The connection that failed is usable again.
    expect(await runs.publish(scratch.store, run.id, publication([scoreRow(0)]))).toEqual({
      published: true,
    });
  });

  it('knows the datapoints of a dataset whose indices have gaps', async () => {
    const dataset = await createDataset(scratch.store, 10);
    await scratch.store.prisma.datapoint.deleteMany({ where: { datasetId: dataset.id, index: 4 } });
    await scratch.store.prisma.dataset.update({ where: { id: dataset.id }, data: { datapointCount: 9 } });
    const run = await createRun(scratch.store, dataset, 'RUNNING');
    const refused = runs.publish(scratch.store, run.id, publication([scoreRow(3), scoreRow(4)]));
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('datapoint 4') });
    const taken = runs.publish(scratch.store, run.id, publication([scoreRow(3), scoreRow(9)]));
    expect(await taken).toEqual({ published: true });
  });

  it('is for RUNNING runs only', async () => {
    const run = await createRun(scratch.store, await createDataset(scratch.store, 1));
    await expect(runs.publish(scratch.store, run.id, publication([]))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(runs.publish(scratch.store, 'nonsense', publication([]))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
