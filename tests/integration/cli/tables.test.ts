import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datapoints, datasets, runs, scores } from '@engram/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

let place: EngramHome;
let folder: string;

beforeAll(async () => {
  place = await openHome();
  folder = await mkdtemp(join(tmpdir(), 'engram-tables-'));
});
afterAll(async () => {
  await place?.close();
  await rm(folder, { recursive: true, force: true });
});

async function json(...args: string[]): Promise<{ id: string }> {
  const { exitCode, stdout, stderr } = await engram([...args, '--json'], { ...place, timeoutMs: 200_000 });
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as { id: string };
}

const count = 24;
const rows = (columns: number, value: (n: number, at: number) => number): string =>
  Array.from({ length: count }, (_, n) => {
    const values = Array.from({ length: columns }, (_, at) => value(n, at).toFixed(4));
    return [`p${n}`, ...values, n % 2 ? 'odd' : 'even'].join(',');
  }).join('\n');
const header = (columns: number): string =>
  ['id', ...Array.from({ length: columns }, (_, at) => `v${at}`), 'class'].join(',');

it.each([
  ['vector', 6, [], (n: number, at: number) => 3 * Math.sin(n * 7 + at * 11)],
  ['series', 12, ['--shape', '6x2'], (n: number, at: number) => Math.cos(n + at / 3)],
] as const)(
  'a table of the kind %s is imported, trained on and scored',
  async (kind, columns, options, value) => {
    const file = join(folder, `${kind}.csv`);
    await writeFile(file, `${header(columns)}\n${rows(columns, value)}\n`);
    const { id } = await json('import', 'dataset', `csv:${file}`, '--kind', kind, ...options);
    const dataset = (await datasets.findBySlug(place.store, kind))!;
    expect(dataset).toMatchObject({ id, kind, height: 1, width: 6, channels: columns / 6, hasImages: true });
    const [source] = await datapoints.sourcesByKeys(place.store, [{ datasetId: id, index: 5 }]);
    expect(source).toEqual({ datasetId: id, index: 5, sourceId: 'p5', excerpt: null });
    const config = {
    name: kind, dataset: kind, seed: 1, method: { key: 'simclr' }, encoder: { key: 'mlp', widths: [16, 8] },
    policy: `${kind}-strong`, estimator: { key: 'half-split', encoders: 4 }, epochs: 2, batch: 8,
  }; // prettier-ignore
    const configFile = join(folder, `${kind}.json`);
    const image = { ...config, policy: 'digits-weak' };
    await writeFile(configFile, JSON.stringify(image));
    const refused = await engram(['run', configFile], place);
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain(`the dataset holds data of the kind ${kind}`);
    await writeFile(configFile, JSON.stringify(config));
    const run = await json('run', configFile);
    expect(await runs.find(place.store, run.id)).toMatchObject({ status: 'SUCCEEDED', scoredCount: count });
    const found = await scores.findByKeys(place.store, [{ runId: run.id, index: 5 }]);
    expect(Number.isFinite(found[0]!.value)).toBe(true);
  },
);
