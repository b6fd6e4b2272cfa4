import { randomUUID } from 'node:crypto';
import { canTransition, runStatuses, type RunProgress, type RunStatus } from '@engram/core';
import { runs, type RunRow } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { config, createDataset, createRun, measuredBy, publication } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const progress = (fraction: number, patch: Partial<RunProgress> = {}): RunProgress => ({
  phase: 'train',
  fraction,
  etaSeconds: 12,
  message: null,
  ...patch,
});

async function runIn(status: RunStatus): Promise<RunRow> {
  const run = await createRun(scratch.store, await createDataset(scratch.store, 1));
  if (status === 'QUEUED') return run;
  if (status === 'CANCELLED') return runs.transition(scratch.store, run.id, status);
  const running = await runs.transition(scratch.store, run.id, 'RUNNING', { engine: 'cpu' });
  if (status === 'RUNNING') return running;
  if (status === 'FAILED') return runs.transition(scratch.store, run.id, status, { error: 'diverged' });
  await runs.publish(scratch.store, run.id, publication([]));
  return (await runs.find(scratch.store, run.id))!;
}

describe('runs', () => {
  it('start QUEUED with the configuration they were given', async () => {
    const run = await runIn('QUEUED');
    expect(run).toMatchObject({
      status: 'QUEUED',
      attempt: 0,
      config,
      engine: null,
      summary: null,
      fraction: 0,
    });
    expect(await runs.find(scratch.store, run.id)).toEqual(run);
    expect(await runs.find(scratch.store, 'nonsense')).toBeNull();
    expect(await runs.findByIds(scratch.store, [run.id, randomUUID(), 'x'])).toEqual([run]);
  });

  it('under an id that is taken, or of a dataset that is not stored, are refused', async () => {
    const run = await runIn('QUEUED');
    const again = { ...run, config };
    await expect(runs.create(scratch.store, pick(again))).rejects.toMatchObject({ code: 'CONFLICT' });
    const orphan = { ...pick(again), id: randomUUID(), datasetId: randomUUID() };
    await expect(runs.create(scratch.store, orphan)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(runStatuses.flatMap((from) => runStatuses.map((to) => [from, to] as const)))(
    'pass from %s to %s only where core allows it',
    async (from, to) => {
      const run = await runIn(from);
      const moved = runs.transition(scratch.store, run.id, to);
      if (canTransition(from, to)) expect(await moved).toMatchObject({ id: run.id, status: to });
      else
        await expect(moved).rejects.toMatchObject({
          code: 'CONFLICT',
          message: expect.stringContaining(from),
        });
    },
  );

  it('note when they started and finished, and a resume begins anew', async () => {
    const failed = await runIn('FAILED');
    expect(failed).toMatchObject({
      error: 'diverged',
      startedAt: expect.any(Date),
      finishedAt: expect.any(Date),
    });
    const resumed = await runs.transition(scratch.store, failed.id, 'QUEUED', { attempt: 1 });
    expect(resumed).toMatchObject({
      attempt: 1,
      error: null,
      startedAt: null,
      finishedAt: null,
      fraction: 0,
    });
    await expect(runs.transition(scratch.store, randomUUID(), 'RUNNING')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('never lose progress to a report that comes late, nor change once finished', async () => {
    const run = await runIn('RUNNING');
    await runs.reportProgress(scratch.store, run.id, progress(0.5));
    await runs.reportProgress(scratch.store, run.id, progress(0.25, { message: 'late' }));
    expect(await runs.find(scratch.store, run.id)).toMatchObject({
      fraction: 0.5,
      message: 'late',
      etaSeconds: 12,
    });
    await runs.transition(scratch.store, run.id, 'CANCELLED');
    await runs.reportProgress(scratch.store, run.id, progress(0.9));
    expect(await runs.find(scratch.store, run.id)).toMatchObject({ fraction: 0.5, status: 'CANCELLED' });
  });
});

describe('pages of runs', () => {
  it('pass every run once, newest first, in both directions', async () => {
    const dataset = await createDataset(scratch.store, 1);
    const created: RunRow[] = [];
    for (let count = 0; count < 7; count++) created.push(await createRun(scratch.store, dataset));
    // Equal times: the id decides.
    await scratch.store.pool.query('UPDATE run SET created_at = $2 WHERE id = ANY($1)', [
      created.slice(2, 5).map((run) => run.id),
      created[2]!.createdAt,
    ]);
    const filter = { dataset: dataset.slug };
    const expected = (
      await runs.findByIds(
        scratch.store,
        created.map((run) => run.id),
      )
    )
      .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1))
      .map((run) => run.id);
    const forward: RunRow[] = [];
    const backward: RunRow[] = [];
    for (let more = true; more;) {
      const page = await runs.page(scratch.store, { filter, first: 2, after: forward.at(-1) });
      forward.push(...page.rows);
      more = page.hasNextPage;
    }
    for (let more = true; more;) {
      const page = await runs.page(scratch.store, { filter, last: 2, before: backward[0] });
      backward.unshift(...page.rows);
      more = page.hasPreviousPage;
    }
    expect(forward.map((run) => run.id)).toEqual(expected);
    expect(backward.map((run) => run.id)).toEqual(expected);
    expect(await runs.count(scratch.store, filter)).toBe(7);
    expect(await runs.count(scratch.store, { ...filter, status: 'RUNNING' })).toBe(0);
    expect(await runs.count(scratch.store, { ...filter, method: 'simclr' })).toBe(7);
  });

  it('are listed by what they measure, which a configuration may leave to the default', async () => {
    const { store } = scratch;
    const dataset = await createDataset(store, 1);
    const [plain, named, layers] = [
      await createRun(store, dataset),
      await createRun(store, dataset, undefined, measuredBy('alignment')),
      await createRun(store, dataset, undefined, measuredBy('layer-alignment')),
    ];
    const listed = async (measure: string, search?: string) => {
      const { rows } = await runs.page(store, {
        filter: { dataset: dataset.slug, measure, search },
        first: 10,
      });
      return rows.map(({ id }) => id);
    };
    expect(await listed('alignment')).toEqual([named.id, plain.id]);
    expect(await listed('layer-alignment')).toEqual([layers.id]);
    expect(await listed('alignment', plain.id.slice(0, 8))).toEqual([plain.id]);
    expect(await listed('layer-alignment', plain.id.slice(0, 8))).toEqual([]);
    expect(await listed('no measure')).toEqual([]);
  });
});

function pick(run: RunRow): Parameters<typeof runs.create>[1] {
  const { id, name, datasetId, methodKey, estimatorKey, configHash, codeVersion, encoderCount } = run;
  return { id, name, datasetId, methodKey, estimatorKey, config, configHash, codeVersion, encoderCount };
}
