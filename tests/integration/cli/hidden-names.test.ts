import { textProblem } from '@engram/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataset, createRun } from '../../factories/run.ts';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

const evil = 'run\u001b[2J\u001b]0;owned\u0007\u202e\u2028\u200b\u0085nur';
let place: EngramHome;
let id: string;

beforeAll(async () => {
  place = await openHome();
  id = (await createRun(place.store, await createDataset(place.store, 3))).id;
  await place.store.pool.query('UPDATE run SET name = $1', [evil]);
});
afterAll(() => place.close());

describe('the command', () => {
  it.each([
    ['runs', ['runs']],
    ['runs --json', ['runs', '--json']],
    ['scores', ['scores', 'ID']],
    ['scores --json', ['scores', 'ID', '--json']],
    ['cancel', ['cancel', 'ID']],
    ['resume', ['resume', evil]],
    ['import', ['import', 'representations', `/nowhere/${evil}.npz`]],
    ['import dataset', ['import', 'dataset', `idx:/nowhere/${evil},x`]],
    ['run', ['run', evil]],
    ['token create', ['token', 'create', '--name', evil]],
    ['an unknown option', ['runs', `--${evil}`]],
  ])('%s writes nothing that controls a terminal', async (_what, args) => {
    const outcome = await engram(
      args.map((arg) => (arg === 'ID' ? id : arg)),
      place,
    );
    const written = outcome.stdout + outcome.stderr;
    expect(written).not.toBe('');
    expect(textProblem(written, { lines: true }), JSON.stringify(written)).toBeNull();
    if (args[0] === 'runs' && args[1] === '--json')
      expect((JSON.parse(outcome.stdout) as { name: string }[])[0]!.name).toBe(evil);
    if (args[0] === 'token') expect(outcome.exitCode).toBe(2);
  });
});
