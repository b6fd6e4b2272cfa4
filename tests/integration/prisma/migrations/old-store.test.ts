/** A store that an earlier Engram made opens after an upgrade, with all that it holds. */
import { readFile } from 'node:fs/promises';
import { ensembleConfigOf, estimateScores, fisherExact } from '@engram/core';
import { checkHome } from '@engram/worker';
import {
  comments,
  configHash,
  encoders,
  ensembles,
  findRunsWithoutFdr,
  openStore,
  runs,
  savedViews,
  scores,
  snapshots,
  tags,
  type Store,
} from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneSidedPs, stepUp } from '../../../oracles/fdr.ts';
import { oldRunIds, openOldStore } from '../../../helpers/old-store.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const mnist = 'e6aa152a-b59d-48d0-a325-b6662edad9f4';
const snapshotHash = '880ff6c432e00a03fa98b94274562d33d744ed1b477715f9e7104b79a04c3ba2';
const order = (id: string): number => oldRunIds.findIndex((one) => one === id);
let old: Store;

beforeAll(async () => {
  old = await openOldStore(scratch.store);
});
afterAll(() => old?.close());

describe('a store of an earlier version', () => {
  it('keeps its runs: ids, configurations and what they found', async () => {
    const found = (await runs.findByIds(old, oldRunIds)).toSorted((a, b) => order(a.id) - order(b.id));
    expect(found.map(({ id, name: run, status, scoredCount }) => [id, run, status, scoredCount])).toEqual([
      [oldRunIds[0], 'f and g from elsewhere', 'SUCCEEDED', 40],
      [oldRunIds[1], 'smoke', 'SUCCEEDED', 200],
      [oldRunIds[2], 'smoke', 'SUCCEEDED', 200],
    ]);
    expect(found.map(({ configHash }) => configHash.slice(0, 8))).toEqual([
      '2154a3f7',
      'f38ef12c',
      '4b4bf177',
    ]);
    expect(found.map(({ summary }) => summary?.meanScore.toFixed(4))).toEqual(['0.2348', '0.0182', '0.0081']);
  });

  it('keeps every score to the last bit: its snapshot has the same hash when it is made again', async () => {
    const [kept] = await snapshots.findByHashes(old, [snapshotHash]);
    expect(kept).toMatchObject({ title: 'Three small runs', runIds: oldRunIds });
    const again = await snapshots.create(old, { runIds: oldRunIds, title: 'Made again' });
    expect(again).toMatchObject({
      created: false,
      snapshot: { hash: snapshotHash, title: 'Three small runs' },
    });
  });

  it('has every run as an ensemble with one run, whose encoders it has measured', async () => {
    const found = await runs.findByIds(old, oldRunIds);
    const made = await ensembles.findByIds(
      old,
      found.map(({ ensembleId }) => ensembleId),
    );
    expect(made).toHaveLength(3);
    for (const run of found) {
      const ensemble = made.find(({ id }) => id === run.ensembleId)!;
      const training = ensembleConfigOf(run.config);
      expect(ensemble).toMatchObject({
        name: run.name,
        config: training,
        hash: configHash(training),
        origin: run.methodKey === 'imported' ? 'IMPORTED' : 'TRAINED',
        encoderCount: run.encoderCount,
        trainedCount: run.encoderCount,
      });
      expect(
        Object.keys(run.config)
          .filter((key) => !(key in training))
          .sort(),
      ).toEqual(['name', 'scoring']);
      const measured = await encoders.list(old, run.id);
      expect(measured.map(({ index }) => index)).toEqual(
        Array.from({ length: run.encoderCount }, (_e, index) => index),
      );
      expect(measured.every(({ alignment, trainedOn }) => alignment.length === trainedOn.length)).toBe(true);
      // Nothing is known of a training elsewhere.
      const isImported = run.methodKey === 'imported';
      expect(measured.map(({ finalLoss }) => finalLoss === null)).toEqual(measured.map(() => isImported));
    }
  });

  it('has the false discovery rates that follow from its encoders, and none where each side has one', async () => {
    for (const id of oldRunIds) {
      const found = [];
      for await (const { fdr } of scores.stream(old, id)) found.push(fdr);
      const measured = await encoders.list(old, id);
      const tested = estimateScores({
        alignments: measured.map(({ alignment }) => alignment),
        masks: measured.map(({ trainedOn }) => trainedOn),
      });
      const pValues = oneSidedPs(tested);
      expect(found.map((rate) => rate === null)).toEqual(pValues.map((p) => p === null));
      for (const rate of [0.05, 0.3, 0.6, 0.9])
        expect(found.map((one) => one !== null && one <= rate)).toEqual(stepUp(pValues, rate));
    }
  });

  it('answers pages of scores', async () => {
    const page = await scores.page(old, {
      filter: { run: oldRunIds[2]! },
      orderBy: { field: 'VALUE', direction: 'DESC' },
      first: 2,
    });
    expect(page.rows.map(({ index, value }) => [index, value?.toFixed(4)])).toEqual([
      [3138, '0.1743'],
      [7, '0.1734'],
    ]);
  });

  it('keeps notes and saved views', async () => {
    const datapoint = { datasetId: mnist, index: 3138 };
    expect((await tags.ofDatapoints(old, [datapoint])).map(({ name: tag }) => tag)).toEqual([
      'odd',
      'thin stroke',
    ]);
    expect(await comments.ofDatapoints(old, [datapoint])).toMatchObject([
      { author: 'Ada', text: 'A three that looks like a five.' },
    ]);
    expect(await savedViews.list(old)).toMatchObject([{ name: 'Threes' }]);
  });

  describe('whose migrations were applied by Prisma alone, so that rates are missing', () => {
    const [, run] = oldRunIds;
    const ratesOf = async (store: Store): Promise<(number | null)[]> => {
      const found = [];
      for await (const { fdr } of scores.stream(store, run)) found.push(fdr);
      return found;
    };
    const opened = async <T>(read: (store: Store) => Promise<T>): Promise<T> => {
      const store = await openStore({ home: old.home, databaseUrl: old.url });
      try {
        return await read(store);
      } finally {
        await store.close();
      }
    };

    it('is found so by a check, and has them once it was opened', async () => {
      const before = await ratesOf(old);
      await old.pool.query('UPDATE score SET fdr = NULL WHERE run_id = $1', [run]);
      expect(await findRunsWithoutFdr(old)).toEqual([run]);
      const { findings } = await checkHome(old, { home: old.home, full: false });
      expect(findings.filter(({ area, kind }) => area === 'scores' && kind === 'missing')).toMatchObject([
        { isProblem: true, names: [run] },
      ]);
      expect(await opened(ratesOf)).toEqual(before);
      expect(await findRunsWithoutFdr(old)).toEqual([]);
    });

    it('has the rates of a measure that is right or wrong by Fisher’s exact test', async () => {
      await old.pool.query(
        `UPDATE run SET config = jsonb_set(config, '{scoring,measure}', '"label-confidence"') WHERE id = $1`,
        [run],
      );
      // All encoders agree about the first: t would be certain of it.
      await old.pool.query(
        `UPDATE score SET alignment_in = CASE WHEN rank = 1 THEN 1 ELSE .5 END, alignment_out = CASE WHEN rank = 1 THEN 0 ELSE .5 END,
           value = CASE WHEN rank = 1 THEN 1 ELSE 0 END WHERE run_id = $1`,
        [run],
      );
      const exact = '../../../../prisma/migrations/20261129023000_exact_flags/migration.sql';
      await old.pool.query(await readFile(new URL(exact, import.meta.url), 'utf8'));
      const all = (successes: number) => ({ successes, trials: 2 });
      const rates = (await opened(ratesOf)).filter((rate) => rate !== null).sort((a, b) => a - b);
      expect(rates).toHaveLength(200);
      // 200 tests, of which the first has the smallest p-value, 1/6.
      const others = fisherExact(all(1), all(1));
      expect(rates[0]).toBeCloseTo(Math.min(others, 200 * fisherExact(all(2), all(0))), 12);
      expect(rates.slice(1).every((rate) => Math.abs(rate - others) < 1e-12)).toBe(true);
    });
  });
});
