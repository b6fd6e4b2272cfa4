import { rm, mkdtemp, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '@engram/store';
import { checkpointsIn } from '../../helpers/checkpoint.ts';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { noteTrainings } from '../../helpers/train-again.ts';
import { idxBytes, images, labels, withFolder } from '../worker/datasets/formats/idx-files.ts';

/** A second ENGRAM_HOME on the same database, as a worker on another machine has one. */
let elsewhere: Pick<EngramHome, 'home' | 'env'>;
let place: EngramHome;
const folder = withFolder();

beforeAll(async () => {
  place = await openHome();
  elsewhere = { home: await mkdtemp(join(tmpdir(), 'engram-elsewhere-')), env: place.env };
});
afterAll(async () => {
  await place.close();
  await rm(elsewhere.home, { recursive: true, force: true });
});

const config = {
  name: 'own',
  dataset: 'own',
  method: { key: 'simclr' },
  encoder: { key: 'mlp', widths: [8] },
  policy: 'digits-weak',
  estimator: { key: 'half-split', encoders: 2 },
  epochs: 1,
  batch: 10,
};

async function runOn(where: Pick<EngramHome, 'home' | 'env'>, ...settings: string[]): Promise<string> {
  const file = await folder.write('own.json', Buffer.from(JSON.stringify(config)));
  const run = await engram(['run', file, ...settings, '--json'], where);
  expect(run.exitCode, run.stderr).toBe(0);
  return (JSON.parse(run.stdout) as { id: string }).id;
}

const scoresOf = async (id: string): Promise<unknown> =>
  JSON.parse((await engram(['scores', id, '--format', 'json'], place)).stdout);

it('a machine that knows only the database brings datasets and checkpoints from there, and scores the same', async () => {
  const files = [
    await folder.write('own', idxBytes([40, 5, 4], images(40))),
    await folder.write('own-labels', idxBytes([40], labels(40))),
  ];
  expect((await engram(['import', 'dataset', `idx:${files.join(',')}`], place)).exitCode).toBe(0);
  const here = await runOn(place);
  const noted = await noteTrainings(place.store);
  const there = await runOn(elsewhere);
  expect(await scoresOf(there)).toEqual(await scoresOf(here));
  // Its encoders are those of the first run: nothing was trained a second time, nor because a checkpoint was missing.
  expect(await noted.ended()).toEqual([]);
  expect((await checkpointsIn(elsewhere.home)).sort()).toEqual((await checkpointsIn(place.home)).sort());
});

it('a damaged copy of a dataset is brought again', async () => {
  const dataset = await datasets.existing(place.store, 'own');
  const pixels = join(elsewhere.home, 'datasets', dataset.contentHash, 'pixels.u8');
  await truncate(pixels, 7);
  const id = await runOn(elsewhere, '--set', 'seed=4');
  expect(await scoresOf(id)).not.toEqual([]);
});

it('says where the files are, and what is missing there', async () => {
  const all = await engram(['artifacts', '--json'], elsewhere);
  expect(JSON.parse(all.stdout)).toMatchObject({ place: 'postgres', missingCount: 0 });
  await place.store.pool.query(`DELETE FROM artifact WHERE path LIKE 'checkpoints/%'`);
  expect(JSON.parse((await engram(['artifacts', '--json'], elsewhere)).stdout)).toMatchObject({
    missingCount: 4,
  });
});

it('a worker without the pixels says where they are wanted', async () => {
  await place.store.pool.query(`DELETE FROM artifact WHERE path LIKE 'datasets/%'`);
  await rm(join(elsewhere.home, 'datasets'), { recursive: true });
  const file = await folder.write('other.json', Buffer.from(JSON.stringify({ ...config, seed: 9 })));
  const run = await engram(['run', file], elsewhere);
  expect(run.exitCode).not.toBe(0);
  expect(run.stderr).toContain('nor where the store keeps its files (npx engram artifacts says where)');
});
