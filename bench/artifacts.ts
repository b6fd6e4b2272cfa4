/**
 * What it costs to keep files for other machines and to bring them: `npx tsx bench/artifacts.ts [s3://BUCKET/PREFIX]`. 1 GB in files of 4 MB
 * (checkpoints), 1 GB in one file, and a dataset of 60,000 images of 28 × 28 with a thumbnail each, on the database of DATABASE_URL or the
 * embedded one, or in the bucket. Each is put once and brought three times to an empty home.
 */
import { randomFillSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  artifacts,
  checkpointArtifact,
  datasetArtifacts,
  describeStore,
  moveArtifacts,
  sha256,
  thumbnailArtifact,
} from '@engram/store';
import { machineLine } from './machine.ts';
import { openScratchStore } from './scratch-store.ts';

const address = process.argv[2] ?? 'postgres';
const repeats = 3;
const store = await openScratchStore();
const here = await mkdtemp(join(tmpdir(), 'engram-bench-here-'));

async function write(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(join(here, path)), { recursive: true });
  await writeFile(join(here, path), bytes);
  return path;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begunMs = performance.now();
  await work();
  return (performance.now() - begunMs) / 1000;
}

async function measure(
  what: string,
  paths: readonly string[],
  bring: (home: string) => Promise<unknown>,
): Promise<void> {
  const put = await seconds(() => artifacts.keep(store, here, paths));
  const brought: number[] = [];
  for (let n = 0; n < repeats; n += 1) {
    const home = await mkdtemp(join(tmpdir(), 'engram-bench-there-'));
    brought.push(await seconds(() => bring(home)));
    await rm(home, { recursive: true });
  }
  console.log(`${what}: put ${put.toFixed(1)} s, brought ${brought.map((s) => s.toFixed(1)).join(' ')} s`);
}

const random = (length: number): Buffer => randomFillSync(Buffer.alloc(length));
const each = (paths: readonly string[]) => async (home: string) => {
  for (const path of paths) await artifacts.bring(store, home, path);
};

try {
  await moveArtifacts(store, here, address);
  const { version } = await describeStore(store);
  console.log(`${machineLine()}, PostgreSQL ${version}, ${address}, load ${loadavg()[0]!.toFixed(1)}`);
  const checkpoints: string[] = [];
  for (let n = 0; n < 250; n += 1) {
    const bytes = random(4_000_000);
    checkpoints.push(await write(checkpointArtifact(sha256(bytes)), bytes));
  }
  await measure('1 GB in 250 files', checkpoints, each(checkpoints));
  const large = random(1_000_000_000);
  const one = [await write(checkpointArtifact(sha256(large)), large)];
  await measure('1 GB in one file', one, each(one));
  const hash = 'a'.repeat(64);
  const dataset: string[] = [];
  for (const [at, path] of datasetArtifacts(hash, 'image').entries())
    dataset.push(await write(path, random(at === 0 ? 60_000 * 784 : 1000)));
  const thumbnails: string[] = [];
  for (let n = 0; n < 60_000; n += 1) {
    const bytes = random(500);
    thumbnails.push(await write(thumbnailArtifact(sha256(bytes)), bytes));
  }
  await measure('60,000 images', dataset, (home) => artifacts.bringDataset(store, home, hash));
  await measure(
    'their 60,000 thumbnails, of which the first 100 are brought',
    thumbnails,
    each(thumbnails.slice(0, 100)),
  );
} finally {
  await store.close();
  await rm(here, { recursive: true, force: true });
}
