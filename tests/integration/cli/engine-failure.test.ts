import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorTable } from '@engram/core';
import { encoders } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { freeTrainedEncoders } from '../../helpers/train-again.ts';

const settings = ['--set', 'datapoints=60', '--set', 'encoders=4', '--set', 'epochs=2', '--set', 'seed=5'];
const plant = new URL('../worker/trainer/plant-failure.mjs', import.meta.url).href;

let place: EngramHome;
const run = (args: string[], env: Record<string, string> = {}) =>
  engram(args, {
    ...place,
    env: { ...place.env, ENGRAM_THREADS: '1', ENGRAM_ENGINE: 'onnxruntime', ...env },
  });
const scoresOf = async (id: string): Promise<unknown> =>
  JSON.parse((await run(['scores', id, '--format', 'json'])).stdout);
const idOf = (stdout: string): string => (JSON.parse(stdout) as { id: string }).id;

beforeAll(async () => {
  place = await openHome();
  expect(await run(['import', 'dataset', 'mnist'])).toMatchObject({ exitCode: 0 });
});
afterAll(() => place.close());

it(
  'a run whose device is lost again and again stops with what to do, and a resume ends it with the same scores',
  { tags: 'slow' },
  async () => {
    const { stdout } = await run(['run', 'smoke', ...settings, '--json']);
    const undisturbed = await scoresOf(idOf(stdout));
    await freeTrainedEncoders(place.store);

    const file = join(place.home, 'trainers');
    await writeFile(file, '');
    const planted = { file, say: 'WebGPU device lost (1)', trainers: 99, runs: 9 };
    const failed = await run(['run', 'smoke', ...settings], {
      NODE_OPTIONS: `--import ${plant}`,
      PLANTED_FAILURE: JSON.stringify(planted),
    });
    expect(failed.exitCode).toBe(errorTable.ENGINE_FAILED.exit);
    expect(failed.stderr).toMatch(
      /Encoder \d could not be computed: .*WebGPU device lost \(1\).*tried 2 times/s,
    );
    const id = /engram resume ([0-9a-f-]{36})/.exec(failed.stderr + failed.stdout)?.[1];
    expect(id, failed.stderr + failed.stdout).toBeDefined();
    const before = (await encoders.list(place.store, id!)).length;

    expect(await run(['resume', id!])).toMatchObject({ exitCode: 0 });
    expect(await scoresOf(id!)).toEqual(undisturbed);
    expect(before).toBeLessThan(4);
  },
);
