/** A bucket as the place of artifacts, on OpenStack Swift, a real object store that speaks S3. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { artifacts, moveArtifacts, namedArtifacts, placeAddress, pruneArtifacts } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3Place } from '../../../prisma/src/artifacts/s3-place.ts';
import { importDataset } from '../../../worker/src/datasets/import-dataset.ts';
import { placeTests } from '../../helpers/artifact-places.ts';
import { withCheckpoint } from '../../helpers/checkpoint.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';
import { engram } from '../../helpers/processes/engram.ts';
import { hasSwift, startSwift, type Swift } from '../../helpers/swift.ts';
import { idxBytes, images, labels, withFolder } from '../../integration/worker/datasets/formats/idx-files.ts';

const address = 's3://engram/team/store';

describe.skipIf(!hasSwift)('a bucket', () => {
  const scratch = withScratchStore();
  const folder = withFolder();
  const before = { ...process.env };
  let swift: Swift;
  let client: S3Client;
  beforeAll(async () => {
    swift = await startSwift();
    Object.assign(process.env, swift.env);
    client = new S3Client({ forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: 'engram' }));
    await moveArtifacts(scratch.store, scratch.store.home, address);
  });
  afterAll(async () => {
    process.env = before;
    await swift.close();
  });

  placeTests(() => scratch.store);

  it('takes a whole file in place of one that another program changed', async () => {
    const { store } = scratch;
    const path = await withCheckpoint(store.home, 'weights');
    await artifacts.keep(store, store.home, [path]);
    const object = { Bucket: 'engram', Key: `team/store/${path}` };
    await client.send(new PutObjectCommand({ ...object, Body: 'others', Metadata: { sha256: 'x' } }));
    const elsewhere = await mkdtemp(join(tmpdir(), 'engram-elsewhere-'));
    expect(await artifacts.bring(store, elsewhere, path)).toBe(false);
    await artifacts.keep(store, store.home, [path]);
    expect(await artifacts.bring(store, elsewhere, path)).toBe(true);
    await rm(elsewhere, { recursive: true });
  });

  it('takes what another program copied there without a hash beside it', async () => {
    const { store } = scratch;
    const path = await withCheckpoint(store.home, 'copied by another program');
    const object = { Bucket: 'engram', Key: `team/store/${path}` };
    await client.send(new PutObjectCommand({ ...object, Body: 'copied by another program' }));
    const elsewhere = await mkdtemp(join(tmpdir(), 'engram-elsewhere-'));
    expect(await artifacts.bring(store, elsewhere, path)).toBe(true);
    expect(await readFile(join(elsewhere, path), 'utf8')).toBe('copied by another program');
    await rm(elsewhere, { recursive: true });
  });

  it('is pruned by whoever says that no other store uses it, and of nothing that came within a day', async () => {
    const { store } = scratch;
    await artifacts.keep(store, store.home, [await withCheckpoint(store.home, 'named by nobody')]);
    const count = async () => (await new S3Place(address).list('checkpoints/')).length;
    const before = await count();
    await expect(pruneArtifacts(store)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await pruneArtifacts(store, { isOnlyStore: true })).fileCount).toBe(0);
    expect(await count()).toBe(before);
    const removed = await pruneArtifacts(store, { isOnlyStore: true, youngMs: -60_000 });
    expect(removed.fileCount).toBeGreaterThan(0);
    expect(await count()).toBe(before - removed.fileCount);
  });

  it('says what is wrong with a bucket that is not there, and with credentials', async () => {
    await expect(new S3Place('s3://nowhere').list('')).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/^The bucket s3:\/\/nowhere cannot be used \(NoSuchBucket\)/),
    });
    process.env.AWS_SECRET_ACCESS_KEY = 'wrong';
    await expect(new S3Place(address).list('')).rejects.toMatchObject({
      message: expect.stringMatching(/SignatureDoesNotMatch.*Check AWS_ENDPOINT_URL/),
    });
    Object.assign(process.env, swift.env);
  });

  it('holds a dataset for a machine that has none of it, and gives everything back', async () => {
    const { store } = scratch;
    const files = [
      await folder.write('own', idxBytes([40, 5, 4], images(40))),
      await folder.write('own-labels', idxBytes([40], labels(40))),
    ];
    const { contentHash } = await importDataset(store, store.home, `idx:${files.join(',')}`);
    const elsewhere = await mkdtemp(join(tmpdir(), 'engram-elsewhere-'));
    const env = { ...swift.env, DATABASE_URL: store.url };
    const shown = await engram(['artifacts', '--json'], { home: elsewhere, env });
    expect(JSON.parse(shown.stdout)).toMatchObject({ place: address, missingCount: 0 });
    expect(await artifacts.bringDataset(store, elsewhere, contentHash)).toBe(true);
    const names = await namedArtifacts(store);
    const moved = await engram(['artifacts', 'move', 'postgres', '--json'], { home: elsewhere, env });
    expect(JSON.parse(moved.stdout)).toMatchObject({
      from: address,
      to: 'postgres',
      fileCount: names.length,
    });
    expect(await placeAddress(store)).toBe('postgres');
    for (const name of names)
      expect(await readFile(join(elsewhere, name))).toEqual(await readFile(join(store.home, name)));
    await rm(elsewhere, { recursive: true });
  });
});
