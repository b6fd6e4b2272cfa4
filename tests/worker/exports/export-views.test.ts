import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScoringViewRenderer, scoringConfigSchema } from '@engram/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeDatasetFiles } from '../../../worker/src/datasets/dataset-files.ts';
import { identifyDataset } from '../../../worker/src/datasets/dataset.ts';
import { exportViews } from '../../../worker/src/exports/export-views.ts';
import { readNpy } from '../../../worker/src/files/numpy/npy.ts';
import { openNpz } from '../../../worker/src/files/numpy/npz.ts';

const shape = { height: 5, width: 4, channels: 1 };
const dataset = identifyDataset({
  ...{ slug: 'ten', name: 'ten', kind: 'image', shape, classes: [] },
  labels: new Int32Array(10).fill(-1),
  pixels: Uint8Array.from({ length: 200 }, (_, i) => (i * 37) % 256),
});
const config = {
  ...{ seed: 3, policy: 'digits-strong' as const, dataset: 'ten', datapoints: 6 },
  scoring: scoringConfigSchema.parse({ views: 3 }),
};

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'engram-views-'));
  await writeDatasetFiles(home, dataset);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const options = (name: string) => ({
  config,
  datasetHash: dataset.contentHash,
  path: join(home, 'out', name),
});

/** The views that a run draws, one datapoint after the other. */
function drawn(): Float32Array {
  const renderer = new ScoringViewRenderer(config, shape);
  const views = new Float32Array(6 * 3 * 20);
  for (let n = 0; n < 6; n++) renderer.render(dataset.pixels, n, n, views, n * 60);
  return views;
}

it('the views that encoders are scored on are written as npz and as npy, and nothing but whole files', async () => {
  await mkdir(join(home, 'out'));
  expect((await exportViews(home, options('a.npz'))).shape).toEqual([6, 3, 5, 4, 1]);
  const npz = await openNpz(join(home, 'out', 'a.npz'));
  const views = await npz.array('views');
  expect([npz.names, views.header.descr, views.header.shape]).toEqual([
    ['views', 'index'],
    '<f4',
    [6, 3, 5, 4, 1],
  ]);
  const bytes = await views.bytes();
  expect(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)).toEqual(drawn());
  const index = await (await npz.array('index')).bytes();
  expect([...new BigInt64Array(index.buffer, index.byteOffset, 6)]).toEqual([0n, 1n, 2n, 3n, 4n, 5n]);
  await npz.close();

  await exportViews(home, options('b.npy'));
  const npy = readNpy(await readFile(join(home, 'out', 'b.npy')), 'b');
  expect(npy.shape).toEqual([6, 3, 5, 4, 1]);
  expect(Float32Array.from(npy.values)).toEqual(drawn());
  expect([...readNpy(await readFile(join(home, 'out', 'b.index.npy')), 'b').values]).toEqual([
    0, 1, 2, 3, 4, 5,
  ]);

  await expect(exportViews(home, { ...options('c.npz'), signal: AbortSignal.abort() })).rejects.toThrow(
    'was stopped',
  );
  await expect(exportViews(home, options('c.txt'))).rejects.toThrow('ends in .npz or .npy');
  expect((await readdir(join(home, 'out'))).sort()).toEqual(['a.npz', 'b.index.npy', 'b.npy']);
});
