import { randomUUID } from 'node:crypto';
import { canonicalJson, type Author, type Claim, type ScoreRow } from '@engram/core';
import { configHash, runs, scores, sha256, snapshots, type DatasetRow } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { createExperiment, publishExperiment } from '../../factories/experiment.ts';
import { config, createDataset, createRun, publication, scoreRow } from '../../factories/run.ts';
import { countStatements } from '../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const rowsOf = (count: number): ScoreRow[] => Array.from({ length: count }, (_, index) => scoreRow(index));

async function published(dataset: DatasetRow, rows: ScoreRow[], codeVersion = 'test'): Promise<string> {
  const { id } = await runs.create(scratch.store, {
    id: randomUUID(),
    name: 'run of a snapshot',
    datasetId: dataset.id,
    methodKey: 'simclr',
    estimatorKey: 'half-split',
    config,
    configHash: configHash(config),
    codeVersion,
    encoderCount: 4,
  });
  await runs.transition(scratch.store, id, 'RUNNING');
  await runs.publish(scratch.store, id, publication(rows));
  return id;
}

const make = (runIds: string[], title = 'A title') => snapshots.create(scratch.store, { runIds, title });

/** What of a score is hashed, which never changes: a field that is stored beside these is in no hash. */
const hashed = (
  'index contentHash class value relativeValue alignmentIn alignmentOut standardError low high ' +
  'nIn nOut rank percentile topFraction identifiable role reason'
).split(' ');

describe('a snapshot', () => {
  it('is named by the canonical JSON of configuration, code version, dataset and scores', async () => {
    const dataset = await createDataset(scratch.store, 3);
    const run = await published(dataset, rowsOf(3));
    const all = [];
    for await (const score of scores.stream(scratch.store, run)) {
      const record = Object.entries(score).filter(([name]) => hashed.includes(name));
      all.push(Object.fromEntries(record));
    }
    const content = { codeVersion: 'test', config, dataset: dataset.contentHash, scores: all };
    const { snapshot } = await make([run]);
    expect(snapshot.hash).toBe(sha256(canonicalJson({ runs: [sha256(canonicalJson(content))], version: 1 })));
  });

  it('made again, in any order and under any title, is the same one', async () => {
    const dataset = await createDataset(scratch.store, 20);
    const [one, two] = [await published(dataset, rowsOf(20)), await published(dataset, rowsOf(19))];
    const first = await make([one, two], '  The \n first ');
    expect(first).toMatchObject({ created: true, snapshot: { title: 'The first', runIds: [one, two] } });
    expect(await make([two, one, two.toUpperCase()], 'Another')).toEqual({ ...first, created: false });
    const both = await Promise.all([make([one]), make([one])]);
    expect(both.filter(({ created }) => created)).toHaveLength(1);
    expect(both[0].snapshot).toEqual(both[1].snapshot);
    expect(await snapshots.findByHashes(scratch.store, [first.snapshot.hash, 'f'.repeat(64)])).toEqual([
      first.snapshot,
    ]);
  });

  it('has another hash when the last bit of a score, the code or the set of runs differs', async () => {
    const dataset = await createDataset(scratch.store, 5);
    const base = await published(dataset, rowsOf(5));
    const bit = rowsOf(5).map((row) => (row.index === 4 ? { ...row, value: row.value! + 2 ** -53 } : row));
    const changed = [
      [base],
      [await published(dataset, bit)],
      [await published(dataset, rowsOf(5), 'other code')],
      [await published(dataset, rowsOf(4))],
      [await published(await createDataset(scratch.store, 5), rowsOf(5))],
      [base, await published(dataset, rowsOf(3))],
    ];
    const hashes = [];
    for (const runIds of changed) hashes.push((await make(runIds)).snapshot.hash);
    expect(new Set(hashes).size).toBe(changed.length);
    // The same results under another id are the same content.
    const twin = await make([await published(dataset, rowsOf(5))]);
    expect(twin).toMatchObject({ created: false, snapshot: { hash: hashes[0], runIds: [base] } });
  });

  it('refuses what cannot be cited and stores nothing', async () => {
    const dataset = await createDataset(scratch.store, 2);
    const finished = await published(dataset, rowsOf(2));
    const running = (await createRun(scratch.store, dataset, 'RUNNING')).id;
    await expect(make([finished, running])).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('RUNNING'),
    });
    await expect(make([finished, randomUUID()])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(make([])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(make([finished], ' \n')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(make([finished], 'x'.repeat(301))).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('has no more than 50 runs, and says which experiment brings them', async () => {
    const dataset = await createDataset(scratch.store, 1);
    const runIds = await Promise.all(Array.from({ length: 51 }, () => published(dataset, rowsOf(1))));
    const named = Object.fromEntries(runIds.map((id, at) => [`run ${at}`, id]));
    const sweep = await createExperiment(scratch.store, 'A sweep', named);
    await publishExperiment(scratch.store, sweep, { series: [], statements: [] });
    await expect(
      snapshots.create(scratch.store, { runIds: [], experimentIds: [sweep.id], title: 'T' }),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/1 to 50 runs, .* not 51, with those of the experiment 'A sweep'/),
    });
    await expect(make(runIds)).rejects.toMatchObject({ message: expect.stringMatching(/not 51\. /) });
  });

  it('takes authors and a licence that it lacks, and keeps those it has', async () => {
    const run = await published(await createDataset(scratch.store, 2), rowsOf(2));
    const again = (authors: Author[], license?: string) =>
      snapshots.create(scratch.store, { runIds: [run], title: 'T', authors, license });
    const [ada, grace] = ['Ada', 'Grace'].map((given) => ({ family: 'X', given, orcid: null })) as [
      Author,
      Author,
    ];
    const { snapshot } = await again([]);
    expect(snapshot).toMatchObject({ authors: [], license: null });
    expect((await again([], 'cc0-1.0')).snapshot).toEqual({ ...snapshot, license: 'CC0-1.0' });
    expect((await again([ada], 'MIT')).snapshot).toEqual({ ...snapshot, license: 'CC0-1.0', authors: [ada] });
    expect((await again([grace])).snapshot).toMatchObject({ hash: snapshot.hash, authors: [ada] });
    await expect(again([], 'my own')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('that covers less than it would now stays, is told of, and gets its authors', async () => {
    const run = await published(await createDataset(scratch.store, 2), rowsOf(2));
    const { snapshot: old } = await make([run], 'Of scores only');
    await scratch.store.pool.query(
      `INSERT INTO run_series (run_id, series, position, label, estimate, count) VALUES ($1, 'layer', 0, 'conv1', 0.1, 2)`,
      [run],
    );
    const { snapshot } = await make([run], 'With layers');
    expect(snapshot.hash).not.toBe(old.hash);
    expect(await snapshots.olderForms(scratch.store, snapshot)).toEqual([old]);
    const other = await published(await createDataset(scratch.store, 2), rowsOf(2));
    expect(await snapshots.olderForms(scratch.store, (await make([run, other])).snapshot)).toEqual([]);
    const [ada] = [{ family: 'X', given: 'Ada', orcid: null }];
    const amend = (authors: Author[], license?: string) =>
      snapshots.amend(scratch.store, old.hash, { authors, license });
    expect(await amend([ada])).toEqual({ ...old, authors: [ada] });
    // What is refused in part is refused: a licence can never be taken back.
    await expect(amend([{ ...ada, given: 'Grace' }], 'CC0-1.0')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await amend([ada])).toEqual({ ...old, authors: [ada] });
    expect(await amend([ada], 'mit')).toEqual({ ...old, authors: [ada], license: 'MIT' });
    await expect(amend([{ ...ada, given: 'Grace' }])).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('other authors already'),
    });
    await expect(amend([], 'CC0-1.0')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(amend([])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(snapshots.amend(scratch.store, 'd'.repeat(64), { authors: [ada] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await snapshots.findByHashes(scratch.store, [snapshot.hash])).toMatchObject([{ authors: [] }]);
  });

  it('is verified by computing every hash again, and names what differs', async () => {
    const dataset = await createDataset(scratch.store, 4);
    const [kept, changed] = [await published(dataset, rowsOf(4)), await published(dataset, rowsOf(3))];
    const { hash } = (await make([kept, changed])).snapshot;
    expect(await snapshots.verify(scratch.store, hash)).toMatchObject({ holds: true, namesItsRuns: true });
    const set = (sql: string) => scratch.store.pool.query(sql, [changed]);
    await set('UPDATE score SET value = value + 1e-12 WHERE run_id = $1 AND index = 1');
    const verified = await snapshots.verify(scratch.store, hash);
    expect(verified).toMatchObject({
      holds: false,
      namesItsRuns: true,
      runs: [
        { id: kept, difference: null },
        { id: changed, difference: expect.stringContaining('other scores') },
      ],
    });
    await set('DELETE FROM score WHERE run_id = $1 AND index = 1');
    expect((await snapshots.verify(scratch.store, hash)).runs[1]!.difference).toBe(
      'has 2 scores where it published 3',
    );
    await set(`UPDATE run SET config = config || '{"epochs": 9}' WHERE id = $1`);
    expect((await snapshots.verify(scratch.store, hash)).runs[1]!.difference).toMatch(/configuration/);
    await scratch.store.pool.query('DELETE FROM snapshot_run WHERE snapshot_hash = $1 AND run_id = $2', [
      hash,
      changed,
    ]);
    expect(await snapshots.verify(scratch.store, hash)).toMatchObject({ holds: false, namesItsRuns: false });
  });

  it('gives the numbers of many claims in three statements, and says why there are none', async () => {
    const dataset = await createDataset(scratch.store, 30);
    const [run, other] = [
      await published(dataset, rowsOf(30)),
      await published(dataset, rowsOf(30), 'elsewhere'),
    ];
    const { hash } = (await make([run])).snapshot;
    const claims: Claim[] = [
      ...Array.from({ length: 30 }, (_, index): Claim => ({ hash, run, index, field: 'score' })),
      { hash, run, index: null, field: 'mean' },
      { hash, run, index: null, field: 'meanhigh' },
      { hash, run, index: 99, field: 'score' },
      { hash, run: other, index: 1, field: 'score' },
      { hash: 'd'.repeat(64), run, index: 1, field: 'score' },
    ];
    let found: (number | string)[] = [];
    const count = await countStatements(
      async () => (found = await snapshots.claimedNumbers(scratch.store, claims)),
    );
    expect(count).toBe(3);
    expect(found.slice(0, 30)).toEqual(rowsOf(30).map(({ value }) => value));
    expect(found.slice(30)).toEqual([
      expect.closeTo(0.12, 10),
      "the run has no number 'meanhigh'",
      'the run has no datapoint 99',
      'the snapshot does not hold this run',
      'the store has no such snapshot',
    ]);
  });

  it('keeps its runs from being removed', async () => {
    const run = await published(await createDataset(scratch.store, 2), rowsOf(2));
    await make([run]);
    await expect(scratch.store.pool.query('DELETE FROM run WHERE id = $1', [run])).rejects.toThrow(
      /snapshot_run/,
    );
  });
});
