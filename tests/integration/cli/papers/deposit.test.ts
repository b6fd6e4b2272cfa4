import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, claimAddress } from '@engram/core';
import { snapshots } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importDepositFolder } from '../../../../cli/src/deposit/import-deposit.ts';
import { verifyDeposit } from '../../../../cli/src/deposit/verify-deposit.ts';
import { writeDeposit } from '../../../../cli/src/deposit/write-deposit.ts';
import { figuresOf } from '../../../../cli/src/figures/figures.ts';
import { figureSourceOf } from '../../../../cli/src/figures/source-of.ts';
import { packThumbnails } from '../../../../worker/src/exports/thumbnail-archive.ts';
import { plantSnapshot, type PlantedSnapshot } from '../../../factories/deposit.ts';
import { createDataset, createRun } from '../../../factories/run.ts';
import { contentOf } from './deposit-content.ts';
import { damages } from './deposit-damages.ts';
import { openScratchStore, type ScratchStore } from '../../../helpers/postgres/store.ts';
import { engram } from '../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../helpers/processes/engram-home.ts';

let place: EngramHome;
let other: ScratchStore;
let planted: PlantedSnapshot;
let folder: string;
const signal = new AbortController().signal;
const sha = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  [place, other] = await Promise.all([openHome(), openScratchStore()]);
  planted = await plantSnapshot(place.store, { home: place.home });
  folder = join(place.home, 'deposit');
  const made = await engram(['snapshot', 'export', planted.hash.slice(0, 12), folder, '--json'], place);
  expect(made.exitCode, made.stderr).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({ hash: planted.hash, missingThumbnails: 0 });
});
afterAll(async () => {
  await place.close();
  await other.close();
});

const text = (name: string, at = folder): string => readFileSync(join(at, name), 'utf8');
const records = (): { table: string; row: Record<string, unknown> }[] =>
  text('records.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { table: string; row: Record<string, unknown> });
const snapshotFile = () =>
  JSON.parse(text('snapshot.json')) as {
    runs: { contentHash: string; findingsHash: string | null }[];
    experiments: { contentHash: string }[];
  };
let copies = 0;
/** A copy of the deposit with files written anew, and their checksums where `honest`. */
function edited(files: Record<string, string | null>, honest: boolean): string {
  const copy = join(place.home, `copy-${copies++}`);
  cpSync(folder, copy, { recursive: true });
  for (const [name, content] of Object.entries(files))
    if (content === null) rmSync(join(copy, name));
    else writeFileSync(join(copy, name), content);
  if (!honest) return copy;
  const names = readdirSync(copy).filter((name) => name !== 'SHA256SUMS');
  const sums = names.map((name) => `${sha(readFileSync(join(copy, name)))}  ${name}\n`);
  writeFileSync(join(copy, 'SHA256SUMS'), sums.join(''));
  return copy;
}

describe('a deposit', () => {
  it('holds what its checksums say, and its hash follows from its files alone', async () => {
    const sums = text('SHA256SUMS')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  '));
    expect(sums.map(([, name]) => name).toSorted()).toEqual(
      readdirSync(folder)
        .filter((name) => name !== 'SHA256SUMS')
        .toSorted(),
    );
    for (const [sum, name] of sums) expect(sha(readFileSync(join(folder, name!))), name).toBe(sum);
    const { hash, runs, experiments } = JSON.parse(text('snapshot.json')) as {
      hash: string;
      experiments: { id: string; contentHash: string }[];
      runs: { id: string; codeVersion: string; config: unknown; dataset: string }[];
    };
    const hashes = runs.map(({ id, codeVersion, config, dataset }, at) => {
      const lines = text(`scores-${at + 1}.jsonl`)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      const rows = records().filter(({ row }) => row.run_id === id);
      const of = (table: string) =>
        rows
          .filter((one) => one.table === table)
          .map(({ row }) =>
            canonicalJson(Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'run_id'))),
          )
          .toSorted();
      return {
        content: sha(canonicalJson({ codeVersion, config, dataset, scores: lines })),
        findings: sha(canonicalJson({ series: of('run_series'), units: of('run_unit') })),
      };
    });
    expect(experiments.map(({ id }) => id)).toEqual([planted.experimentId]);
    const members = {
      experiments: experiments.map(({ contentHash }) => contentHash),
      runs: hashes.toSorted((a, b) => (a.content < b.content ? -1 : 1)),
      version: 2,
    };
    expect(sha(canonicalJson(members))).toBe(hash);
    expect(hash).toBe(planted.hash);
    // Deposits of this layout have these columns for ever, whatever scores come to have.
    expect(text('scores-1.csv').split('\n')[0]).toBe(
      'index,contentHash,class,className,value,relativeValue,alignmentIn,alignmentOut,standardError,low,high,nIn,nOut,rank,percentile,topFraction,identifiable,role,reason',
    );
    for (const name of [
      'README.md',
      'CHECKLIST.md',
      'citation.bib',
      'CITATION.cff',
      'metadata.json',
      'thumbnails-1.zip',
    ])
      expect(sums.map(([, file]) => file)).toContain(name);
    expect(text('series.csv').split('\n')[1]).toBe(
      `${planted.runIds.toSorted()[0]},class 2,${planted.runIds[0] < planted.runIds[1] ? 0.1 : 0.35},0.05,0.3,${1 / 3},12`,
    );
  });

  it('is the same bytes when it is made again, and refuses a folder that holds something', async () => {
    const again = join(place.home, 'again');
    const [snapshot] = await snapshots.findByHashes(place.store, [planted.hash]);
    mkdirSync(again);
    const options = { home: place.home, pixels: true, publicUrl: undefined, signal };
    await writeDeposit(place.store, snapshot!, again, options);
    expect(text('SHA256SUMS', again)).toBe(text('SHA256SUMS'));
    await expect(writeDeposit(place.store, snapshot!, again, options)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const stopped = AbortSignal.abort();
    const never = join(place.home, 'never');
    await expect(
      writeDeposit(place.store, snapshot!, never, { ...options, signal: stopped }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(place.home).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  it('is stored by an empty store with the same hash, rows and thumbnails, once', async () => {
    const imported = await importDepositFolder(other, folder, { home: other.home, signal });
    expect(imported.created).toBe(true);
    expect(await snapshots.verify(other, planted.hash)).toMatchObject({ holds: true });
    expect(await snapshots.findByHashes(other, [planted.hash])).toEqual(
      await snapshots.findByHashes(place.store, [planted.hash]),
    );
    expect(await contentOf(other, planted)).toEqual(await contentOf(place.store, planted));
    const again = await importDepositFolder(other, folder, { home: other.home, signal });
    expect(again.created).toBe(false);
    const { rows } = await other.pool.query<{ hash: string }>('SELECT thumbnail_hash AS hash FROM datapoint');
    for (const { hash } of rows)
      expect(sha(readFileSync(join(other.home, 'thumbnails', hash.slice(0, 2), `${hash}.png`)))).toBe(hash);
    // The store answers claims of series as the deposit does.
    const series = { of: 'experiment', key: 'agreement.all', point: 0 } as const;
    const wanted = { hash: planted.hash, run: planted.experimentId, index: null, field: 'value' } as const;
    expect(
      await snapshots.claimedNumbers(other, [
        { ...wanted, series },
        { ...wanted, run: planted.runIds[0], series: { of: 'run', key: 'layer', point: 0 }, field: 'high' },
        { ...wanted, series: { ...series, point: 7 } },
      ]),
    ).toEqual([1 / 3, 0.3, expect.stringMatching(/no point 7/)]);
    await other.pool.query('UPDATE experiment_point SET y = 0.9 WHERE position = 0');
    const touched = await snapshots.verify(other, planted.hash);
    expect(touched.holds).toBe(false);
    expect(touched.experiments[0]!.difference).toMatch(/other series/);
    await other.pool.query('UPDATE experiment_point SET y = 1::float8 / 3 WHERE position = 0');
    await expect(other.pool.query('DELETE FROM experiment')).rejects.toThrow(/snapshot_experiment/);
    // The store that made it knows it already.
    const back = await engram(['snapshot', 'import', folder, '--json'], place);
    expect(JSON.parse(back.stdout), back.stderr).toMatchObject({ hash: planted.hash, created: false });
  });

  it.each(damages)(
    'that differs in %s is refused, and the difference named',
    async (_, changes, honest, message) => {
      const files = Object.fromEntries(
        Object.entries(changes).map(([name, change]) => {
          if (change === null) return [name, null];
          const [from, to] = change as unknown as [string | RegExp, string];
          const changed = text(name).replace(from, to);
          expect(changed).not.toBe(text(name));
          return [name, changed];
        }),
      );
      const copy = edited(files, honest !== false);
      const refused = { code: 'INVALID_FILE', message: expect.stringMatching(message) };
      if (honest !== 'import') await expect(verifyDeposit(copy)).rejects.toMatchObject(refused);
      await expect(importDepositFolder(other, copy, { home: other.home, signal })).rejects.toMatchObject(
        refused,
      );
    },
  );

  it('is all that the numbers of a paper are checked against: no store, no network', async () => {
    const [run] = planted.runIds;
    const claim = (rest: string) => `https://e.org/s/${planted.hash}?run=${run}&${rest}`;
    const { rows } = await place.store.pool.query<{ value: number; mean: number; fdr: number }>(
      `SELECT value, fdr, (summary->>'meanScore')::float8 AS mean FROM score JOIN run ON run.id = run_id WHERE run_id = $1 AND score.index = 5`,
      [run],
    );
    const [{ value, mean, fdr }] = rows as [(typeof rows)[number]];
    const paper = join(place.home, 'paper.md');
    const write = (score: number) =>
      writeFileSync(
        paper,
        `[${score.toFixed(3)}](${claim('index=5&claim=score')}) [${mean.toFixed(2)}](${claim('claim=mean')}) [${fdr.toFixed(4)}](${claim('index=5&claim=fdr')}) [0.05](${claim('series=layer&point=0&claim=low')}) [0.333](https://e.org/s/${planted.hash}?experiment=${planted.experimentId}&series=agreement.all&point=0&claim=value)\n`,
      );
    // A database that cannot be had, and a home that is none.
    const nowhere = { home: '/dev/null/x', env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } };
    write(value);
    const holds = await engram(['verify', paper, '--deposit', folder, '--json'], nowhere);
    expect(holds.exitCode, holds.stderr).toBe(0);
    const judged = JSON.parse(holds.stdout) as { verdict: string; actual: number }[];
    expect(judged.map(({ verdict, actual }) => [verdict, actual])).toEqual([
      ['holds', value],
      ['holds', mean],
      // The hash covers no rate: it follows from all scores.
      ['holds', fdr],
      ['holds', 0.05],
      ['holds', 1 / 3],
    ]);
    write(value + 0.1);
    const found = await engram(['verify', paper, '--deposit', folder], nowhere);
    expect(found.exitCode).toBe(3);
    expect(found.stdout).toContain(`actual ${value}`);
    writeFileSync(paper, `[1](${claim('claim=mean').replace(planted.hash, 'd'.repeat(64))})`);
    const copy = edited({ 'README.md': 'x' }, false);
    const [unknown, damaged] = await Promise.all([
      engram(['verify', paper, '--deposit', folder], nowhere),
      engram(['verify', paper, '--deposit', copy], nowhere),
    ]);
    expect([unknown.exitCode, unknown.stdout]).toEqual([5, expect.stringContaining('has another snapshot')]);
    expect([damaged.exitCode, damaged.stderr]).toEqual([3, expect.stringContaining('README.md differs')]);
  });

  it('stores nothing when a row belongs to nothing, and none of a run that it does not name', async () => {
    const empty = await openScratchStore();
    try {
      const records = text('records.jsonl');
      const foreign = records.replaceAll(
        /("table" : "neighbour".*"run_id":")([0-9a-f-]{36})/g,
        '$100000000-0000-4000-8000-000000000000',
      );
      expect(foreign).not.toBe(records);
      await importDepositFolder(empty, edited({ 'records.jsonl': foreign }, true), {
        home: empty.home,
        signal,
      });
      expect((await empty.pool.query('SELECT FROM neighbour')).rowCount).toBe(0);
      await empty.pool.query('TRUNCATE snapshot, run, ensemble, dataset, score CASCADE');
      const bad = records.replace(/("table" : "datapoint".*"content_hash":")./, '$1x');
      await expect(
        importDepositFolder(empty, edited({ 'records.jsonl': bad }, true), { home: empty.home, signal }),
      ).rejects.toMatchObject({ code: 'INVALID_FILE', message: expect.stringContaining('datapoint') });
      for (const table of ['dataset', 'run', 'score', 'snapshot', 'ensemble'])
        expect((await empty.pool.query(`SELECT FROM ${table}`)).rowCount, table).toBe(0);
    } finally {
      await empty.close();
    }
  });

  it('writes into nothing that the store has under the ids of a deposit', async () => {
    const store = await openScratchStore();
    try {
      const records = text('records.jsonl');
      const [, dataset] = /"table" : "dataset".*?"id":"([0-9a-f-]{36})"/.exec(records)!;
      const [, ensemble] = /"table" : "ensemble".*?"id":"([0-9a-f-]{36})"/.exec(records)!;
      const victim = await createDataset(store, 5);
      const { ensembleId } = await createRun(store, victim);
      const forge = (from: string, to: string) =>
        importDepositFolder(store, edited({ 'records.jsonl': records.replaceAll(from, to) }, true), {
          ...{ home: store.home, signal },
        });
      const stored = () =>
        store.pool.query(
          'SELECT (SELECT count(*) FROM datapoint)::int AS datapoints, (SELECT count(*) FROM encoder)::int AS encoders',
        );
      for (const [from, to] of [
        [dataset!, victim.id],
        [ensemble!, ensembleId],
      ] as const)
        await expect(forge(from, to)).rejects.toMatchObject({
          code: 'CONFLICT',
          message: expect.stringContaining(to),
        });
      expect((await stored()).rows).toEqual([{ datapoints: 5, encoders: 0 }]);
      // Nothing of a refused import stays on the disk either.
      expect(readdirSync(join(store.home, 'thumbnails'), { recursive: true }).join()).not.toContain('.png');
    } finally {
      await store.close();
    }
  });

  it('of which the store knows a run brings the correlations with it', async () => {
    const store = await openScratchStore();
    try {
      const of = { home: store.home, signal };
      await importDepositFolder(store, folder, of);
      const [, second] = planted.runIds;
      await store.pool.query('DELETE FROM snapshot');
      await store.pool.query('DELETE FROM experiment');
      for (const [table, key] of [
        ['run', 'id'],
        ['score', 'run_id'],
      ])
        await store.pool.query(`DELETE FROM ${table} WHERE ${key} = $1`, [second]);
      expect((await store.pool.query('SELECT FROM run_correlation')).rowCount).toBe(0);
      await importDepositFolder(store, folder, of);
      expect((await store.pool.query('SELECT FROM run_correlation')).rowCount).toBe(1);
    } finally {
      await store.close();
    }
  });

  it('whose hash says that a run found nothing is refused with layers of that run', async () => {
    const file = snapshotFile();
    const runs = file.runs.map((run, at) => (at === 0 ? { ...run, findingsHash: null } : run));
    const experiments = file.experiments.map(({ contentHash }) => contentHash);
    const hash = snapshots.snapshotHash({ runs, experiments });
    const added = edited({ 'snapshot.json': JSON.stringify({ ...file, hash, runs }) }, true);
    const said = await engram(['snapshot', 'verify', added], place);
    expect([said.exitCode, said.stderr]).toEqual([
      3,
      expect.stringContaining('other layers or units') as string,
    ]);
  });

  it('of a snapshot whose hash covers scores only says so, and is compared with what the store has', async () => {
    const file = snapshotFile();
    // As deposits of an earlier Engram are: the first form of the hash, and no experiment.
    const runs = file.runs.map((run) => ({ ...run, findingsHash: null }));
    const hash = snapshots.snapshotHash({ runs, experiments: [] });
    const older = (change: (records: string) => string): string =>
      edited(
        {
          'snapshot.json': JSON.stringify({ ...file, hash, runs, experiments: [] }),
          'records.jsonl': change(text('records.jsonl').replaceAll(/^\{"table" : "experiment.*\n/gm, '')),
        },
        true,
      );
    const plain = older((records) => records);
    const said = await engram(['snapshot', 'verify', plain], place);
    expect(said.stdout, said.stderr).toMatch(
      /covers scores only: layers and units of 'factory', 'factory' rest on/,
    );
    const of = { home: place.home, signal };
    const touched = older((records) => records.replace(/("run_unit".*"selectivity":)/, '$11'));
    expect(text('records.jsonl', touched)).not.toBe(text('records.jsonl', plain));
    await expect(importDepositFolder(place.store, touched, of)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('other content'),
    });
    expect((await importDepositFolder(place.store, plain, of)).created).toBe(true);
    const series = { of: 'run', key: 'layer', point: 0 } as const;
    const claim = { hash, run: planted.runIds[0], index: null, field: 'value', series } as const;
    expect(await snapshots.claimedNumbers(place.store, [claim])).toEqual([
      'the hash of the snapshot covers no series of this run',
    ]);
    const paper = join(place.home, 'older.md');
    writeFileSync(paper, `[0.1](${claimAddress('https://e.org', claim)})\n`);
    const judged = await engram(['verify', paper, '--deposit', plain], place);
    expect([judged.exitCode, judged.stdout]).toEqual([5, expect.stringContaining('covers no series')]);
  });

  it('has thumbnails in several archives where one would be too large, and pictures in its figures once imported', async () => {
    const { rows } = await place.store.pool.query<{ hash: string }>(
      'SELECT DISTINCT thumbnail_hash AS hash FROM datapoint',
    );
    const countsOf = async (limits: { files: number; bytes: number }) => {
      const counts: number[] = [];
      const archives = packThumbnails(place.store, place.home, rows.map(({ hash }) => hash), limits); // prettier-ignore
      for await (const { count } of archives) counts.push(count);
      return counts;
    };
    expect(await countsOf({ files: 5, bytes: 1_000_000 })).toEqual([5, 5, 2]);
    expect(await countsOf({ files: 5, bytes: 1 })).toEqual(Array(12).fill(1));
    const [snapshot] = await snapshots.findByHashes(other, [planted.hash]);
    const figures = await figuresOf(await figureSourceOf(other, snapshot!));
    expect(figures.map(({ name }) => name)).toContain('datapoints-1');
  });

  it('without pixels holds hashes and scores, no thumbnail and no excerpt, under the same hash', async () => {
    const bare = join(place.home, 'bare');
    const made = await engram(['snapshot', 'export', planted.hash, bare, '--no-pixels'], place);
    expect(made.exitCode, made.stderr).toBe(0);
    expect(existsSync(join(bare, 'thumbnails-1.zip'))).toBe(false);
    expect(text('records.jsonl', bare)).not.toContain('separator');
    // A source id may be the name of a file, and so of a person.
    expect(text('records.jsonl', bare)).not.toMatch(/"(thumbnail_hash|source_id)":"/);
    const checked = await engram(['snapshot', 'verify', bare], place);
    expect(checked.stdout, checked.stderr).toContain(`holds: snapshot ${planted.hash.slice(0, 12)}`);
  });
});
