import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { idxBytes, images, labels, withFolder } from '../worker/datasets/formats/idx-files.ts';

/** A second ENGRAM_HOME on the same database, as a worker on another machine has one. */
let elsewhere: Pick<EngramHome, 'home' | 'env'>;
let place: EngramHome;
const folder = withFolder();
const settings = ['--set', 'datapoints=40', '--set', 'epochs=1'];

beforeAll(async () => {
  place = await openHome();
  elsewhere = { home: await mkdtemp(join(tmpdir(), 'engram-elsewhere-')), env: place.env };
});
afterAll(async () => {
  await place.close();
  await rm(elsewhere.home, { recursive: true, force: true });
});

it('a worker on another machine unpacks a dataset that comes with the packages, and scores the same', async () => {
  expect((await engram(['import', 'dataset', 'mnist'], place)).exitCode).toBe(0);
  const scoresBy = async (where: Pick<EngramHome, 'home' | 'env'>): Promise<unknown> => {
    const run = await engram(['run', 'smoke', ...settings, '--json'], where);
    expect(run.exitCode, run.stderr).toBe(0);
    const { id } = JSON.parse(run.stdout) as { id: string };
    return JSON.parse((await engram(['scores', id, '--format', 'json'], where)).stdout);
  };
  expect(await scoresBy(elsewhere)).toEqual(await scoresBy(place));
});

it('a worker without the pixels of any other dataset says where they are wanted', async () => {
  const files = [
    await folder.write('own', idxBytes([40, 5, 4], images(40))),
    await folder.write('own-labels', idxBytes([40], labels(40))),
  ];
  expect((await engram(['import', 'dataset', `idx:${files.join(',')}`], place)).exitCode).toBe(0);
  const config = await folder.write(
    'own.json',
    Buffer.from(
      JSON.stringify({
        name: 'own',
        dataset: 'own',
        method: { key: 'simclr' },
        encoder: { key: 'mlp', widths: [8] },
        policy: 'digits-weak',
        estimator: { key: 'half-split', encoders: 2 },
        epochs: 1,
        batch: 10,
      }),
    ),
  );
  const run = await engram(['run', config], elsewhere);
  expect(run.exitCode).not.toBe(0);
  expect(run.stderr).toContain('share ENGRAM_HOME between workers');
});
