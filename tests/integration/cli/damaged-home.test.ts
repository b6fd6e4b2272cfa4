import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Rng } from '@engram/core';
import { datapoints, datasets, encoders, runs, snapshots } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram, EngramProcess, until } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { filesUnder, idxBytes, withFolder } from '../worker/datasets/formats/idx-files.ts';

interface Finding {
  area: string;
  kind: string;
  isProblem: boolean;
  count: number;
  names: string[];
  message: string;
  next: string;
}
interface Doctor {
  stored: { files: { read: string }; runs: { count: number; verified: number }; findings: Finding[] };
}

const folder = withFolder();
const count = 60;
let place: EngramHome;
let config: string;
let spec: string;
let contentHash: string;
let firstRun: string;
let undisturbed: unknown[];

const run = (...args: string[]) => engram(args, place);
const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;
const scoresOf = async (id: string): Promise<unknown[]> =>
  JSON.parse((await run('scores', id, '--format', 'json')).stdout) as unknown[];
const neighboursOf = async (id: string): Promise<unknown[]> =>
  (await place.store.pool.query('SELECT index, neighbours FROM neighbour WHERE run_id = $1 ORDER BY index', [id]))
    .rows; // prettier-ignore
async function doctor(...args: string[]): Promise<{ exitCode: number | null; findings: Finding[]; stored: Doctor['stored'] }> {
  const { exitCode, stdout, stderr } = await run('doctor', '--json', ...args);
  expect(stderr).not.toContain('unexpected');
  const { stored } = JSON.parse(stdout) as Doctor;
  return { exitCode, findings: stored.findings, stored };
} // prettier-ignore
const problems = (findings: Finding[]): Finding[] => findings.filter(({ isProblem }) => isProblem);

beforeAll(async () => {
  place = await openHome({ artifacts: 'home' });
  const rng = Rng.fromSeed('damaged home');
  const pixels = Uint8Array.from({ length: count * 64 }, () => rng.integer(256));
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 3);
  spec = `idx:${await folder.write('own', idxBytes([count, 8, 8], pixels))},${await folder.write('own-labels', idxBytes([count], labels))}`;
  config = await folder.write(
    'own.json',
    Buffer.from(
      JSON.stringify({
        name: 'own',
        dataset: 'own',
        method: { key: 'simclr' },
        encoder: { key: 'mlp', widths: [16, 8] },
        projector: { widths: [8] },
        policy: 'digits-weak',
        estimator: { key: 'half-split', encoders: 4 },
        epochs: 2,
        batch: 10,
        scoring: { views: 3 },
      }),
    ),
  );
  expect((await run('import', 'dataset', spec)).exitCode).toBe(0);
  contentHash = (await datasets.findBySlug(place.store, 'own'))!.contentHash;
  const first = await run('run', config, '--json');
  expect(first.exitCode, first.stderr).toBe(0);
  firstRun = idOf(first.stdout);
  undisturbed = await scoresOf(firstRun);
  expect(undisturbed).toHaveLength(count);
});
afterAll(() => place.close());

/** Damages one or two files by lot, and returns their paths. */
async function damage(rng: Rng, files: readonly string[]): Promise<string[]> {
  const file = files[rng.integer(files.length)]!;
  const bytes = await readFile(file);
  switch (rng.integer(5)) {
    case 0:
      for (let times = 0; times < 120; times++) {
        const at = rng.integer(bytes.length);
        bytes[at] = (bytes[at]! + 1 + rng.integer(255)) % 256;
      }
      // Changes of one place may undo each other.
      bytes[0]! ^= 0x55;
      await writeFile(file, bytes);
      return [file];
    case 1:
      await truncate(file, rng.integer(bytes.length));
      return [file];
    case 2:
      await rm(file);
      return [file];
    case 3:
      await writeFile(file, Buffer.concat([bytes, Buffer.of(0)]));
      return [file];
    default: {
      const other = files.filter((each) => each !== file)[rng.integer(files.length - 1)]!;
      await rename(file, `${file}.swap`);
      await rename(other, file);
      await rename(`${file}.swap`, other);
      return [file, other];
    }
  }
}

describe('a home that was damaged', () => {
  it('is whole before', async () => {
    const { exitCode, findings, stored } = await doctor();
    expect(problems(findings)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(stored).toMatchObject({ files: { read: 'content' }, runs: { count: 1, verified: 1 } });
    expect((await run('doctor')).stdout).toMatch(/ok +Files: 1 dataset, 60 thumbnails, 4 checkpoints/);
  });

  const datasetIsRestored = async (seed: number): Promise<void> => {
    const files = await filesUnder(join(place.home, 'datasets'));
    const damaged = await damage(Rng.fromSeed(`dataset ${seed}`), files);
    const refused = await run('run', config, '--json');
    expect(refused.exitCode, damaged.join()).toBe(3);
    expect(refused.stderr).toMatch(/The dataset 'own' is damaged on this machine: the file \S+ .*engram import dataset/s);
    expect(refused.stderr).toContain('engram resume');
    const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(refused.stderr)!;
    expect(await runs.find(place.store, id)).toMatchObject({ status: 'FAILED', errorCode: 'INVALID_FILE' });

    const found = await doctor();
    expect(found.exitCode).toBe(3);
    expect(problems(found.findings)).toMatchObject([{ area: 'datasets', next: expect.stringContaining('engram import dataset') as string }]);
    const [{ names }] = problems(found.findings) as [Finding];
    expect(damaged.some((file) => names.some((name) => file.endsWith(name))) || /labels|hashes/.test(damaged.join())).toBe(true);

    expect(JSON.parse((await run('import', 'dataset', spec, '--json')).stdout)).toMatchObject({ created: false });
    expect((await doctor()).exitCode).toBe(0);
    expect((await run('resume', id)).exitCode).toBe(0);
    expect(await scoresOf(id)).toEqual(undisturbed);
    expect(await scoresOf(firstRun)).toEqual(undisturbed);
  }; // prettier-ignore
  it('in its dataset gives no other scores, is found, and is restored by an import', () =>
    datasetIsRestored(2));
  it('in another place of its dataset too', { tags: 'slow' }, () => datasetIsRestored(3));

  it.each([1, 2])(
    'in its thumbnails is found, and restored by an import (seed %i)',
    { tags: 'slow' },
    async (seed) => {
      const rng = Rng.fromSeed(`thumbnails ${seed}`);
      const files = await filesUnder(join(place.home, 'thumbnails'));
      const damaged: string[] = [];
      for (let part = 0; part < 5; part++)
        damaged.push(...(await damage(rng, files.slice(part * 12, part * 12 + 12))));
      const { findings, exitCode } = await doctor();
      expect(exitCode).toBe(3);
      const names = problems(findings).flatMap((finding) => finding.names);
      expect(names.map((name) => join(place.home, name)).sort()).toEqual([...new Set(damaged)].sort());
      expect(JSON.parse((await run('import', 'dataset', spec, '--json')).stdout)).toMatchObject({
        restoredFiles: new Set(damaged).size,
      });
      expect(problems((await doctor()).findings)).toEqual([]);
    },
  );

  it('in its checkpoints is found, and made whole by the same configuration', async () => {
    const files = await filesUnder(join(place.home, 'checkpoints'));
    const damaged = await damage(Rng.fromSeed('checkpoints'), files);
    const { findings, exitCode } = await doctor();
    expect(exitCode).toBe(3);
    expect(problems(findings).flatMap(({ names }) => names).map((name) => join(place.home, name)).sort()).toEqual(damaged.sort()); // prettier-ignore
    const again = await run('run', config, '--json');
    expect(await scoresOf(idOf(again.stdout))).toEqual(undisturbed);
    expect(problems((await doctor()).findings)).toEqual([]);
  });

  it('in the checkpoint that neighbours are found by trains that encoder again, and the run says so', { tags: 'slow' }, async () => {
    const expected = await neighboursOf(firstRun);
    expect(expected).toHaveLength(count);
    const longer = ['--set', 'encoders=8', '--set', 'epochs=40'];
    const whole = await run('run', config, ...longer, '--json');
    // Or the next run would take its neighbours over.
    await place.store.pool.query('DELETE FROM representation_map WHERE run_id = $1', [idOf(whole.stdout)]);
    const following = new EngramProcess(['run', config, ...longer], place);
    const id = await until('the run is announced', async () => /Run ([0-9a-f-]{36})/.exec(following.stderr)?.[1]);
    const hash = await until('the first encoder is stored', async () =>
      (await encoders.list(place.store, id)).find(({ index }) => index === 0)?.checkpointHash,
    );
    const path = join(place.home, 'checkpoints', hash.slice(0, 2), `${hash}.bin`);
    const bytes = await readFile(path);
    await truncate(path, 10);
    const { exitCode, stdout, stderr } = await following.ended;
    expect(exitCode, stderr).toBe(0);
    const finished = await runs.find(place.store, id);
    expect(finished?.message).toMatch(/^Encoder 0 was trained again: a checkpoint was missing or damaged/);
    expect(stdout).toContain(finished!.message!);
    expect((await readFile(path)).equals(bytes)).toBe(true);
    expect(await neighboursOf(id)).toEqual(await neighboursOf(idOf(whole.stdout)));
    expect(await scoresOf(id)).toEqual(await scoresOf(idOf(whole.stdout)));
  }); // prettier-ignore

  it('by files that are not its own hears of them, and nothing is wrong', async () => {
    const strangers = ['datasets/x.part', `datasets/${contentHash}/notes.txt`, 'thumbnails/ab/old.png', `thumbnails/00/${'0'.repeat(64)}.png`, 'checkpoints/ab/x.bin.1.tmp', 'photo.jpg'];
    for (const name of strangers) {
      await mkdir(join(place.home, name, '..'), { recursive: true });
      await writeFile(join(place.home, name), 'x');
    }
    const { findings, exitCode } = await doctor();
    expect(exitCode).toBe(0);
    const named = findings.filter(({ names }) => names.some((name) => strangers.includes(name)));
    expect(named.map(({ kind }) => kind).sort()).toEqual(['foreign', 'foreign', 'foreign', 'leftover', 'leftover', 'unused']);
    for (const name of strangers) await rm(join(place.home, name));
  }); // prettier-ignore
});

describe('a database that was changed', () => {
  const change = (sql: string, ...values: unknown[]) => place.store.pool.query(sql, values);

  it('in one bit of a score is found, and no snapshot is made of it', async () => {
    await change('UPDATE score SET low = low + 1e-15 WHERE run_id = $1 AND index = 7', firstRun);
    const { findings, exitCode } = await doctor('--full');
    expect(exitCode).toBe(3);
    expect(problems(findings)).toMatchObject([{ area: 'scores', names: [firstRun] }]);
    await expect(snapshots.create(place.store, { runIds: [firstRun], title: 'x' })).rejects.toMatchObject({
      code: 'INVALID_FILE',
      message: expect.stringContaining(firstRun) as string,
    });
    await change('UPDATE score SET low = low - 1e-15 WHERE run_id = $1 AND index = 7', firstRun);
  });

  it('in a number of scores, a configuration, a ranking, a snapshot or a datapoint is found', async () => {
    const id = idOf((await run('run', config, '--json')).stdout);
    const { id: datasetId } = (await datasets.findBySlug(place.store, 'own'))!;
    const [datapoint] = await datapoints.findByIndices(place.store, datasetId, [4]);
    const cases: [string, string, unknown[], RegExp][] = [
      ['class', 'UPDATE datapoint SET class = 2 WHERE dataset_id = $1 AND index = 4', [datasetId], /datapoints of the dataset 'own' in the database/],
      ['class', 'UPDATE datapoint SET class = $2 WHERE dataset_id = $1 AND index = 4', [datasetId, datapoint!.class], /^$/],
      ['ranking', 'UPDATE run_ranking SET ranks = overlay(ranks PLACING $2 FROM 1) WHERE run_id = $1', [id, Buffer.from([0, 0, 0, 99])], /stored ranking/],
      ['configuration', `UPDATE run SET config = jsonb_set(config::jsonb, '{seed}', '99') WHERE id = $1`, [id], /another configuration/],
      ['scores', 'DELETE FROM score WHERE run_id = $1 AND index = 3', [id], /has 59 scores where it published 60/],
    ]; // prettier-ignore
    for (const [, sql, values, reason] of cases) {
      await change(sql, ...values);
      const found = problems((await doctor()).findings).map(({ message }) => message);
      expect(found.join('\n')).toMatch(reason);
    }
  });

  it('that holds runs from before hashes were stored says that it cannot tell', async () => {
    await change('UPDATE run SET content_hash = NULL');
    expect((await run('doctor')).stdout).toMatch(/\d have none, published by an earlier version/);
    expect((await readdir(place.home)).sort()).toContain('datasets');
  });
});
