import { randomUUID } from 'node:crypto';
import { rankScores, type ScoreRow } from '@engram/core';
import {
  runs,
  scores,
  type DatasetRow,
  type RunRow,
  type ScoreFilter,
  type StoredScore,
} from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  config,
  createDataset,
  createRun,
  measuredBy,
  publication,
  scoreRow,
} from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const size = 5000;
let dataset: DatasetRow;
let run: RunRow;
let other: RunRow;
let rows: ScoreRow[];

beforeAll(async () => {
  dataset = await createDataset(scratch.store, size);
  [run, other] = [
    await createRun(scratch.store, dataset, 'RUNNING'),
    await createRun(scratch.store, dataset, 'RUNNING'),
  ];
  rows = Array.from({ length: size }, (_, index) => scoreRow(index, { topFraction: (index % 5) / 4 }));
  rankScores(rows.map((row) => row.value)).forEach((place, index) => Object.assign(rows[index]!, place));
  await runs.publish(scratch.store, run.id, publication(rows));
  await runs.publish(scratch.store, other.id, publication(rows.slice(0, 10)));
});

const byValue = { field: 'VALUE', direction: 'DESC' } as const;

describe('scores', () => {
  it('are read with what their run and datapoint say', async () => {
    const [score] = await scores.findByKeys(scratch.store, [
      { runId: run.id, index: 7 },
      { runId: run.id, index: size },
      { runId: 'nonsense', index: 0 },
    ]);
    expect(score).toEqual({
      ...rows[7],
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      runId: run.id,
      datasetId: dataset.id,
      views: 10,
      confidence: 0.95,
      datapointClass: 1,
      thumbnailHash: null,
    });
  });

  it('of a datapoint come one a measure: of the run asked for, else of its encoders, else of the newest run', async () => {
    const { store } = scratch;
    const plain = await createDataset(store, 3);
    const published = async (given = config, indices = [0, 1, 2]) => {
      const made = await createRun(store, plain, 'RUNNING', given);
      await runs.publish(store, made.id, publication(indices.map((index) => scoreRow(index))));
      return made.id;
    };
    const first = await published();
    const again = await published();
    const layers = await published(measuredBy('layer-alignment'));
    const elsewhere = await published(measuredBy('layer-alignment', 2));
    const proxy = await published(measuredBy('pixel-distance', 2));
    await published(measuredBy('deja-vu'), [2]);
    await createRun(store, plain, 'RUNNING', measuredBy('unit-activation'));
    const keys = [0, 1].map((index) => ({ datasetId: plain.id, index }));
    const found = async (id: string) =>
      (await scores.byMeasure(store, keys, id)).map(({ index, runId }) => [index, runId]);
    for (const [asked, ids] of [
      [first, [first, layers, proxy]],
      [again, [again, layers, proxy]],
      [layers, [again, layers, proxy]],
      // Of its encoders there is no other run but the proxy's.
      [elsewhere, [again, elsewhere, proxy]],
    ] as const)
      expect(await found(asked)).toEqual([0, 1].flatMap((index) => ids.map((id) => [index, id])));
    expect(await found(run.id)).toEqual([]);
    expect(await found('no id')).toEqual([]);
    expect(await countStatements(() => scores.byMeasure(store, keys, first))).toBe(1);
  });

  it('of datapoints come from every run of the dataset, or from the runs named', async () => {
    const keys = [5, 20].map((index) => ({ datasetId: dataset.id, index }));
    const all = await scores.ofDatapoints(scratch.store, [...keys, keys[0]!]);
    expect(all.map((score) => [score.index, score.runId])).toEqual([
      [5, run.id],
      [5, other.id],
      [20, run.id],
    ]);
    const named = await scores.ofDatapoints(scratch.store, keys, [other.id]);
    expect(named.map((score) => score.index)).toEqual([5]);
  });

  it('stream in the order of the index, and leaving early gives the connection back', async () => {
    let next = 0;
    for await (const score of scores.stream(scratch.store, run.id)) expect(score.index).toBe(next++);
    expect(next).toBe(size);
    for (let times = 0; times < 20; times++) {
      for await (const score of scores.stream(scratch.store, run.id)) if (score.index === 3) break;
    }
    expect(scratch.store.pool.idleCount).toBe(scratch.store.pool.totalCount);
  });

  it('extremes are the least and the most memorized of each class, ties by index', async () => {
    const found = await scores.extremes(scratch.store, run.id, { perClass: 4 });
    expect(found.map((entry) => entry.class)).toEqual([0, 1, 2]);
    const { nodes } = { nodes: [] as StoredScore[] };
    for await (const score of scores.stream(scratch.store, run.id)) nodes.push(score);
    for (const entry of found) {
      const own = nodes.filter((score) => score.class === entry.class);
      own.sort((a, b) => a.value! - b.value! || a.index - b.index);
      expect(entry.typical).toEqual(own.slice(0, 4));
      own.sort((a, b) => b.value! - a.value! || a.index - b.index);
      expect(entry.atypical).toEqual(own.slice(0, 4));
    }
  });

  it('extremes may be those alone that are surely in the top, counted class by class', async () => {
    const [every, surely, none] = [
      await scores.extremes(scratch.store, run.id, { perClass: 1_000 }),
      await scores.extremes(scratch.store, run.id, { perClass: 2, minTopFraction: 0.5 }),
      await scores.extremes(scratch.store, run.id, { perClass: 2, minTopFraction: 1.01 }),
    ];
    for (const [at, { class: index, atypical }] of every.entries()) {
      const sure = atypical.filter(({ topFraction }) => topFraction !== null && topFraction >= 0.5);
      expect(sure.length, `class ${index}`).toBeGreaterThan(2);
      expect(surely[at]).toEqual({
        ...every[at]!,
        typical: every[at]!.typical.slice(0, 2),
        atypical: sure.slice(0, 2),
      });
      expect(none[at]!.atypical).toEqual([]);
    }
    expect(surely.some(({ atypical }, at) => atypical[0]!.index !== every[at]!.atypical[0]!.index)).toBe(
      true,
    );
  });

  it('of a run that does not exist are none; of what is no id, an error', async () => {
    expect(await scores.count(scratch.store, { run: randomUUID() })).toBe(0);
    expect(await scores.extremes(scratch.store, randomUUID(), { perClass: 3 })).toEqual([]);
    await expect(scores.count(scratch.store, { run: "' OR 1=1 --" })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('runs agree once they are published, and those of another dataset have no say', async () => {
    const late = await createRun(scratch.store, dataset, 'RUNNING');
    const stranger = await createRun(scratch.store, await createDataset(scratch.store, 10), 'RUNNING');
    await runs.publish(scratch.store, stranger.id, publication(rows.slice(0, 10)));
    const agreedOn = (...voters: string[]): Promise<number> =>
      scores.count(scratch.store, {
        run: run.id,
        agreement: { runs: [other.id, ...voters], topPercent: 100, minRuns: 2 },
      });
    expect(await agreedOn(late.id)).toBe(0);
    await runs.publish(scratch.store, late.id, publication(rows.slice(5, 20)));
    expect(await agreedOn(late.id)).toBe(5);
    expect(await agreedOn(stranger.id)).toBe(0);
    expect(await agreedOn(other.id.toUpperCase())).toBe(0);
  });

  it('a filter of more than 50 members is refused before it reaches the database', async () => {
    const or = Array.from({ length: 51 }, (): ScoreFilter => ({ run: run.id, indices: [1] }));
    await expect(scores.count(scratch.store, { run: run.id, or })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
    expect(await scores.count(scratch.store, { run: run.id, or: or.slice(1) })).toBe(1);
  });
});

describe('one statement', () => {
  const calls: Record<string, () => Promise<unknown>> = {
    page: () =>
      scores.page(scratch.store, { filter: { run: run.id, classes: [1] }, orderBy: byValue, first: 10 }),
    'page after a cursor': () =>
      scores.page(scratch.store, {
        filter: { run: run.id, agreement: { runs: [run.id, other.id], topPercent: 5, minRuns: 2 } },
        orderBy: byValue,
        first: 10,
        after: { value: 0.1, index: 3 },
      }),
    count: () => scores.count(scratch.store, { run: run.id }),
    histogram: () => scores.histogram(scratch.store, { run: run.id }, 50),
    extremes: () => scores.extremes(scratch.store, run.id, { perClass: 10 }),
    ofDatapoints: () => scores.ofDatapoints(scratch.store, [{ datasetId: dataset.id, index: 1 }]),
    findByKeys: () => scores.findByKeys(scratch.store, [{ runId: run.id, index: 1 }]),
    'runs.page': () => runs.page(scratch.store, { filter: { dataset: dataset.slug }, first: 10 }),
    'runs.count': () => runs.count(scratch.store, { status: 'SUCCEEDED' }),
    'runs.findByIds': () => runs.findByIds(scratch.store, [run.id, other.id]),
  };
  it.each(Object.entries(calls))('%s', async (_name, call) => {
    await call(); // so that the connection is open
    expect(await countStatements(call)).toBe(1);
  });
});

it('the histograms of several runs are those of each', async () => {
  const [small, waiting] = [
    await createRun(scratch.store, dataset, 'RUNNING'),
    await createRun(scratch.store, dataset, 'RUNNING'),
  ];
  const few = Array.from({ length: 30 }, (_, index) => scoreRow(index));
  rankScores(few.map((row) => row.value)).forEach((place, index) => Object.assign(few[index]!, place));
  await runs.publish(scratch.store, small.id, publication(few));
  const ids = [run.id, waiting.id, small.id];
  const found = await scores.histogramsOfRuns(scratch.store, ids, 7);
  expect([...found.keys()].sort()).toEqual([run.id, small.id].sort());
  for (const published of [run, small]) {
    // A filter that takes everything is counted in another way.
    const filter = { run: published.id, or: [{ run: published.id, classes: [0] }, { run: published.id }] };
    expect(found.get(published.id)).toEqual(await scores.histogram(scratch.store, filter, 7));
  }
});

describe('plans', () => {
  it('a page deep in the order costs no more reading than the first one', async () => {
    const buffersOf = async (after?: { value: number; index: number }): Promise<number> => {
      const { pageStatement } = await import('../../../../prisma/src/scores/score-page.ts');
      const options = { filter: { run: run.id }, orderBy: byValue, first: 100, after };
      const { text, values } = pageStatement(options, 101);
      const { rows } = await scratch.store.pool.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
        values,
      );
      return rows[0]!['QUERY PLAN'][0]!.Plan['Shared Hit Blocks']!;
    };
    const deep = await scores.page(scratch.store, { filter: { run: run.id }, orderBy: byValue, last: 200 });
    const cursor = deep.rows[0]!;
    const first = await buffersOf();
    expect(await buffersOf({ value: cursor.value!, index: cursor.index })).toBeLessThan(first * 1.5);
  });

  it.each([
    ['of a run', {}],
    ['of a class within a range of what it is ordered by', { classes: [1], value: { gte: 0, lte: 1 } }],
  ])('a page %s that is asked for again and again is planned once for all', async (_, more) => {
    const filter = { run: run.id, ...more };
    const again = () => scores.page(scratch.store, { filter, orderBy: byValue, first: 10 });
    const plansSoFar = async (): Promise<number> => {
      const { rows } = await scratch.store.pool.query<{ plans: number }>(
        `SELECT coalesce(sum(generic_plans), 0)::int AS plans FROM pg_prepared_statements WHERE statement LIKE '%json_agg%'`,
      );
      return rows[0]!.plans;
    };
    // The first five times PostgreSQL plans anew, to learn whether values make a difference.
    for (let i = 0; i < 5; i++) await again();
    const before = await plansSoFar();
    for (let i = 0; i < 3; i++) await again();
    expect((await plansSoFar()) - before).toBe(3);
  });
});
