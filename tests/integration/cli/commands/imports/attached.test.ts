import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datasets, runs } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EngramProcess, engram, until } from '../../../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../../../helpers/processes/engram-home.ts';
import { float32Npy, int64Npy, npyBytes, npzBytes } from '../../../../worker/representations/numpy-bytes.ts';
import { idxBytes } from '../../../worker/datasets/formats/idx-files.ts';

let place: EngramHome;
const run = (...args: string[]) => engram(args, place);
const write = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(place.home, name);
  await writeFile(path, bytes);
  return path;
};
/** Representations of `count` datapoints, 3 views of 2 dimensions. */
const views = (count: number, seed: number): Uint8Array =>
  float32Npy(
    [count, 3, 2],
    Array.from({ length: count * 6 }, (_, i) => Math.sin(i * 7 + seed) + 2),
  );
const stored = async () => [(await datasets.list(place.store)).length, await runs.count(place.store, {})];

beforeAll(async () => {
  place = await openHome();
  // Datapoints 4 and 5 have the same content.
  const pixels = Uint8Array.from(
    { length: 6 * 16 },
    (_, i) => (Math.min(4, Math.floor(i / 16)) * 50 + (i % 16)) % 256,
  );
  const images = await write('images', idxBytes([6, 4, 4], pixels));
  const labels = await write('labels', idxBytes([6], Uint8Array.of(0, 1, 2, 0, 1, 2)));
  await run('import', 'dataset', `idx:${images},${labels}`, '--name', 'six');
});
afterAll(() => place.close());

describe('engram import representations --dataset', () => {
  it('gives a run of the dataset, with its hashes, images and class names in exports', async () => {
    const file = await write(
      'some.npz',
      npzBytes({ f: views(3, 1), g: views(3, 2), index: int64Npy([3], [4, 0, 2]) }),
    );
    const outcome = await run('import', 'representations', file, '--dataset', 'six', '--json');
    expect(outcome.stderr).toMatch(/datapoints of 'six' were recognised by index/);
    const { id } = JSON.parse(outcome.stdout) as { id: string };
    const [header, ...rows] = (await run('scores', id, '--format', 'csv')).stdout.trim().split('\n');
    expect(header).toMatch(/^index,contentHash,class,className,value/);
    expect(rows.map((row) => row.split(',')).map(([index, , label, name]) => [index, label, name]).sort()).toEqual([
      ['0', '0', '0'],
      ['2', '2', '2'],
      ['4', '1', '1'],
    ]); // prettier-ignore
    const six = await datasets.findBySlug(place.store, 'six');
    expect(await runs.find(place.store, id)).toMatchObject({
      datasetId: six!.id,
      status: 'SUCCEEDED',
      scoredCount: 3,
    });
  });

  it('recognises rows by content hash, and refuses one that stands for several datapoints', async () => {
    const path = join(
      place.home,
      'datasets',
      (await datasets.findBySlug(place.store, 'six'))!.contentHash,
      'content-hashes.txt',
    );
    const hashes = (await readFile(path, 'utf8')).split('\n');
    const hash = (...which: number[]): Uint8Array =>
      npyBytes({
        descr: '|S64',
        shape: [which.length],
        data: Buffer.from(which.map((n) => hashes[n]).join('')),
      });
    const good = await write('hashes.npz', npzBytes({ f: views(2, 3), g: views(2, 4), hash: hash(3, 1) }));
    const outcome = await run('import', 'representations', good, '--dataset', 'six', '--json');
    expect(outcome.stderr).toContain('by content hash');
    const { id } = JSON.parse(outcome.stdout) as { id: string };
    const rows = JSON.parse((await run('scores', id, '--json')).stdout) as { index: number }[];
    expect(rows.map(({ index }) => index).sort()).toEqual([1, 3]);
    const before = await stored();
    const twice = await write('twice.npz', npzBytes({ f: views(2, 3), g: views(2, 4), hash: hash(0, 5) }));
    const refused = await run('import', 'representations', twice, '--dataset', 'six');
    expect([refused.exitCode, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/stands for 2 datapoints of 'six' .*\(4, 5\)/),
    ]);
    expect(await stored()).toEqual(before);
  });

  it('refuses a count, an index or an order that does not fit, and a dataset that is not there', async () => {
    const before = await stored();
    const pair = { f: views(5, 1), g: views(5, 2) };
    const six = { f: views(6, 1), g: views(6, 2) };
    const cases: [Record<string, Uint8Array>, string, number, RegExp][] = [
      [pair, 'six', 3, /it has 5 datapoints, the dataset 'six' has 6/],
      [{ ...pair, index: int64Npy([5], [0, 1, 2, 3, 6]) }, 'six', 3, /no datapoint 6; it has 6, from 0 to 5/],
      [
        { ...six, labels: int64Npy([6], [2, 1, 0, 2, 1, 0]) },
        'six',
        3,
        /datapoint 0: its label is 2, but datapoint 0 of 'six' is of class 0/,
      ],
      [pair, 'seven', 5, /dataset 'seven' is not in the store\. It has .*'six'/],
    ];
    for (const [arrays, dataset, exitCode, reason] of cases) {
      const file = await write('bad.npz', npzBytes(arrays));
      const outcome = await run('import', 'representations', file, '--dataset', dataset);
      expect(outcome.stderr).toMatch(reason);
      expect(outcome.exitCode).toBe(exitCode);
    }
    expect(await stored()).toEqual(before);
  });
});

describe('a long import of representations', () => {
  it('shows progress, ends soon after Ctrl-C, and leaves nothing behind', async () => {
    const count = 30_000;
    const large = (seed: number): Uint8Array => {
      const values = new Float32Array(count * 20 * 32);
      for (let i = 0; i < values.length; i++) values[i] = ((i * 2_654_435_761 + seed) % 1_000) - 499.5;
      return npyBytes({ descr: '<f4', shape: [count, 20, 32], data: new Uint8Array(values.buffer) });
    };
    const file = await write('large.npz', npzBytes({ f: large(1), g: large(7) }));
    const before = await stored();
    const importing = new EngramProcess(['import', 'representations', file], place);
    await until('progress is shown', async () =>
      /reading and scoring 30000 datapoints/.test(importing.stderr),
    );
    const asked = performance.now();
    importing.kill('SIGINT');
    const ended = await importing.ended;
    const took = performance.now() - asked;
    console.info(`Ctrl-C ended the import after ${Math.round(took)} ms`);
    expect(ended).toMatchObject({
      exitCode: 130,
      stderr: expect.stringContaining('nothing of it is stored') as string,
    });
    // The whole import takes several times as long.
    expect(took).toBeLessThan(10_000);
    expect(await stored()).toEqual(before);
  });

  it('names the run after the file, cut where the name is long', async () => {
    const name = 'n'.repeat(240);
    const file = await write(`${name}.npz`, npzBytes({ f: views(3, 1), g: views(3, 2) }));
    const outcome = await run('import', 'representations', file, '--json');
    const { id } = JSON.parse(outcome.stdout) as { id: string };
    expect((await runs.find(place.store, id))!.name).toBe(`${'n'.repeat(199)}…`);
    const nameless = await write('.npz', npzBytes({ f: views(3, 5), g: views(3, 2) }));
    const { id: second } = JSON.parse(
      (await run('import', 'representations', nameless, '--json')).stdout,
    ) as { id: string };
    expect((await runs.find(place.store, second))!.name).toBe('representations');
  });
});
