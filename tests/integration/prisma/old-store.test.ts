/**
 * A store that an earlier Engram made must open after an upgrade. `tests/dumps/store-0.1.0-686398c.sql.gz` is a dump (PostgreSQL 15,
 * pg_dump --rows-per-insert=1000, psql's own commands taken out) of a store that commit 686398c made: the digits, two runs of `smoke`
 * (SimCLR, and VICReg with seed 1), an import of 40 datapoints under f and g, a snapshot of the three, tags, a comment, a saved view.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ensembleConfigOf } from '@engram/core';
import {
  comments,
  configHash,
  encoders,
  ensembles,
  openStore,
  runs,
  savedViews,
  scores,
  snapshots,
  tags,
  type Store,
} from '@engram/store';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDatabase } from '../../../prisma/src/address.ts';
import { withScratchStore } from '../../helpers/store.ts';

const scratch = withScratchStore();
const name = `engram_old_${randomBytes(6).toString('hex')}`;
const dump = new URL('../../dumps/store-0.1.0-686398c.sql.gz', import.meta.url);
const runIds = [
  '72ee060e-164e-8373-b608-be9fa17fcf79',
  'dd8ed4b0-522d-4366-8eaf-e7a53de80bf5',
  '7cb8104a-450b-40e5-bcda-7fffbc17af22',
];
const mnist = 'e6aa152a-b59d-48d0-a325-b6662edad9f4';
const snapshotHash = '880ff6c432e00a03fa98b94274562d33d744ed1b477715f9e7104b79a04c3ba2';
let old: Store;
let home: string;

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'engram-old-'));
  await administer(scratch.store.url, `CREATE DATABASE ${name}`);
  const url = withDatabase(scratch.store.url, name);
  await administer(url, gunzipSync(await readFile(dump)).toString('utf8'));
  old = await openStore({ home, databaseUrl: url });
});

afterAll(async () => {
  await old?.close();
  for (const database of [name, `${name}_dbos`])
    await administer(scratch.store.url, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  await rm(home, { recursive: true, force: true });
});

describe('a store of an earlier version', () => {
  it('keeps its runs: ids, configurations and what they found', async () => {
    const found = (await runs.findByIds(old, runIds)).toSorted((a, b) => runIds.indexOf(a.id) - runIds.indexOf(b.id)); // prettier-ignore
    expect(found.map(({ id, name: run, status, scoredCount }) => [id, run, status, scoredCount])).toEqual([
      [runIds[0], 'f and g from elsewhere', 'SUCCEEDED', 40],
      [runIds[1], 'smoke', 'SUCCEEDED', 200],
      [runIds[2], 'smoke', 'SUCCEEDED', 200],
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
    expect(kept).toMatchObject({ title: 'Three small runs', runIds });
    const again = await snapshots.create(old, { runIds, title: 'Made again' });
    expect(again).toMatchObject({
      created: false,
      snapshot: { hash: snapshotHash, title: 'Three small runs' },
    });
  });

  it('has every run as an ensemble with one run, whose encoders it has measured', async () => {
    const found = await runs.findByIds(old, runIds);
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

  it('answers pages of scores', async () => {
    const page = await scores.page(old, {
      filter: { run: runIds[2]! },
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
});
