import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { scores } from '@engram/store';
import { engram } from '../../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../../helpers/processes/engram-home.ts';
import { float32Npy, npzBytes } from '../../../../worker/representations/numpy-bytes.ts';

let place: EngramHome;
const run = (...args: string[]) => engram(args, place);
const npz = async (name: string, arrays: Record<string, Uint8Array>): Promise<string> => {
  const path = join(place.home, name);
  await writeFile(path, npzBytes(arrays));
  return path;
};
const f = float32Npy([2, 2, 2], [1, 0, 1, 0, 0, 2, 0, 2]);
const g = float32Npy([2, 2, 2], [1, 0, 0, 1, 3, 0, 0, 4]);

beforeAll(async () => {
  place = await openHome();
});
afterAll(() => place.close());

describe('engram import representations', () => {
  it('prints one object with the id of a finished run, whose scores are g minus f', async () => {
    const file = await npz('views.npz', { f, g });
    const outcome = await run(
      'import',
      'representations',
      file,
      '--distance',
      'squared-l2',
      '--no-unit-norm',
      '--json',
    );
    expect(outcome.exitCode).toBe(0);
    const { id, status } = JSON.parse(outcome.stdout) as { id: string; status: string };
    expect(status).toBe('SUCCEEDED');
    const rows = JSON.parse((await run('scores', id, '--json')).stdout) as scores.ScoreRecord[];
    expect(rows.map(({ index, value }) => [index, value])).toEqual([
      [1, 25],
      [0, 2],
    ]);
  });

  it('scales to unit norm and takes l2 unless told otherwise, and says in words that the ranking cannot be judged', async () => {
    const file = await npz('views.npz', { f, g });
    const outcome = await run('import', 'representations', file, '--name', 'from elsewhere');
    expect(outcome.stdout).toMatch(/'from elsewhere': 2 datapoints/);
    expect(outcome.stdout).toContain('reliability of this ranking is unknown');
    expect(outcome.stdout).toContain(`#0: ${Math.SQRT2.toFixed(4)}`);
  });

  it('says that a file was imported before, and gives the same id', async () => {
    const file = await npz('views.npz', { f, g });
    const ids = [];
    for (let i = 0; i < 2; i++) {
      const outcome = await run('import', 'representations', file, '--distance', 'l1', '--json');
      ids.push((JSON.parse(outcome.stdout) as { id: string }).id);
      if (i === 1) expect(outcome.stderr).toContain('nothing was stored anew');
    }
    expect(ids[1]).toBe(ids[0]);
  });

  it('refuses a file with array, byte and reason', async () => {
    const path = join(place.home, 'text.npz');
    await writeFile(path, 'not a zip archive');
    const outcome = await run('import', 'representations', path);
    expect(outcome.exitCode).toBe(3);
    expect(outcome.stderr).toMatch(/text\.npz, byte \d+: not a readable \.npz archive/);
    const cut = await run(
      'import',
      'representations',
      await npz('cut.npz', { f: f.subarray(0, f.length - 3), g }),
    );
    expect(cut.exitCode).toBe(3);
    expect(cut.stderr).toMatch(/cut\.npz, array 'f', byte \d+: the shape/);
  });
});
