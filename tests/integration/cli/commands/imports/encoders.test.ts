import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encoders, ensembles, runs } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkpointPath } from '../../../../../worker/src/files/checkpoint-store.ts';
import { engram } from '../../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../../helpers/processes/engram-home.ts';
import { linearModel } from '../../../../worker/imported/onnx-models.ts';
import { npyBytes } from '../../../../worker/representations/numpy-bytes.ts';
import { idxBytes } from '../../../worker/datasets/formats/idx-files.ts';

const count = 12;
const side = 6;

let place: EngramHome;
let folder: string;
let mask: string;
const run = (...args: string[]) => engram(args, { ...place, timeoutMs: 200_000 });
const matrix = (seed: number): Float32Array =>
  Float32Array.from({ length: side * side * 5 }, (_, i) => Math.sin(i * 3.7 + seed));
const idOf = ({ exitCode, stdout, stderr }: Awaited<ReturnType<typeof run>>): string => {
  expect(exitCode, stderr).toBe(0);
  return (JSON.parse(stdout) as { id: string }).id;
};

beforeAll(async () => {
  place = await openHome({ artifacts: 'home' });
  folder = join(place.home, 'models');
  await mkdir(folder);
  for (const [name, seed] of [
    ['f.onnx', 1],
    ['g.onnx', 2],
  ] as const)
    // prettier-ignore
    await writeFile(join(folder, name), linearModel(matrix(seed), side * side));
  const pixels = Uint8Array.from({ length: count * side * side }, (_, i) => (i * 37 + (i % 11) * 19) % 256);
  const images = join(place.home, 'images');
  await writeFile(images, idxBytes([count, side, side], pixels));
  expect((await run('import', 'dataset', `idx:${images}`, '--name', 'dozen')).exitCode).toBe(0);
  mask = join(place.home, 'mask.npy');
  // f saw the first half, g the second.
  const halves = Uint8Array.from({ length: 2 * count }, (_, i) =>
    Number(Math.floor(i / (count / 2)) % 3 === 0),
  );
  await writeFile(mask, npyBytes({ descr: '|b1', shape: [2, count], data: halves }));
});
afterAll(() => place?.close());

it('encoders trained elsewhere become an ensemble that a run measures, by its id and any number of times', async () => {
  const wrong = join(place.home, 'short.npy');
  await writeFile(wrong, npyBytes({ descr: '|u1', shape: [2, 5], data: new Uint8Array(10) }));
  const refused = await run('import', 'encoders', folder, '--dataset', 'dozen', '--trained-on', wrong);
  expect(refused.stderr).toContain("the mask is for 5 datapoints, and the dataset 'dozen' has 12");
  expect(await ensembles.list(place.store)).toEqual([]);

  const importing = ['import', 'encoders', folder, '--dataset', 'dozen', '--trained-on', mask, '--json'];
  const id = idOf(await run(...importing));
  expect(await ensembles.find(place.store, id)).toMatchObject({
    origin: 'IMPORTED',
    design: 'given-masks',
    encoderCount: 2,
    checkpointCount: 2,
  });
  expect(JSON.parse((await run(...importing)).stdout)).toMatchObject({ id, created: false });

  const first = idOf(await run('run', id.slice(0, 8), '--set', 'views=4', '--json'));
  const row = (await runs.find(place.store, first))!;
  expect(row).toMatchObject({
    status: 'SUCCEEDED',
    ensembleId: id,
    estimatorKey: 'given-masks',
    scoredCount: count,
  });
  const measured = await encoders.list(place.store, first);
  const scores = JSON.parse((await run('scores', first, '--json')).stdout) as {
    index: number;
    value: number;
  }[];
  for (const { index, value } of scores) {
    const [f, g] = [measured[0]!.alignment[index]!, measured[1]!.alignment[index]!];
    expect(value).toBeCloseTo(index < count / 2 ? g - f : f - g, 6);
  }
  // By the run's id, and in another layer.
  const again = idOf(await run('run', first.slice(0, 8), '--set', 'layer=hidden', '--json'));
  expect(await runs.find(place.store, again)).toMatchObject({ status: 'SUCCEEDED', ensembleId: id });
  expect((await encoders.list(place.store, again))[0]!.alignment).not.toEqual(measured[0]!.alignment);

  // Files that are gone are told, and come back with another import.
  const { checkpointHash } = measured[0]!;
  await rm(checkpointPath(place.home, checkpointHash!));
  const without = await run('run', id, '--set', 'views=3');
  expect(without.stderr).toContain(checkpointPath(place.home, checkpointHash!));
  expect(without.stderr).toContain('import encoders');
  idOf(await run(...importing));
  expect((await stat(checkpointPath(place.home, checkpointHash!))).isFile()).toBe(true);
});

it('one encoder is imported, and gives proxies, but no memorization score', async () => {
  const ones = join(place.home, 'ones.npy');
  await writeFile(ones, npyBytes({ descr: '|u1', shape: [1, count], data: new Uint8Array(count).fill(1) }));
  const id = idOf(
    await run(
      'import',
      'encoders',
      join(folder, 'f.onnx'),
      '--dataset',
      'dozen',
      '--trained-on',
      ones,
      '--json',
    ),
  );
  const refused = await run('run', id);
  expect(refused.exitCode).not.toBe(0);
  expect(refused.stderr).toContain('there is no encoder without the datapoint');
  const proxy = idOf(await run('run', id, '--set', 'measure=mean-alignment', '--set', 'views=3', '--json'));
  expect(await runs.find(place.store, proxy)).toMatchObject({ status: 'SUCCEEDED', scoredCount: count });
});
