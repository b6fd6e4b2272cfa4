import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  artifacts,
  datasets,
  moveArtifacts,
  namedArtifacts,
  openStore,
  placeAddress,
  placeState,
  whileArtifactsStay,
} from '@engram/store';
import { afterEach, describe, expect, it } from 'vitest';
import { importDataset } from '../../../../worker/src/datasets/import-dataset.ts';
import { assertDatasetWhole } from '../../../../worker/src/integrity/assert-dataset-whole.ts';
import { placeTests } from '../../../helpers/artifact-places.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import { withCheckpoint } from '../../../helpers/checkpoint.ts';
import { idxBytes, labels, withFolder } from '../../worker/datasets/formats/idx-files.ts';

const scratch = withScratchStore();
const folder = withFolder();

describe('PostgreSQL as the place', () => placeTests(() => scratch.store));

describe('what is damaged where it is kept', () => {
  it('goes to nobody, and a whole one takes its place', async () => {
    const { store } = scratch;
    const path = await withCheckpoint(store.home, 'weights of an encoder');
    await artifacts.keep(store, store.home, [path]);
    await store.pool.query(`UPDATE artifact_chunk SET bytes = 'weights of another' WHERE path = $1`, [path]);
    const elsewhere = await mkdtemp(join(tmpdir(), 'engram-elsewhere-'));
    expect(await artifacts.bring(store, elsewhere, path)).toBe(false);
    await expect(readFile(join(elsewhere, path))).rejects.toMatchObject({ code: 'ENOENT' });
    await artifacts.keep(store, store.home, [path]);
    expect(await artifacts.bring(store, elsewhere, path)).toBe(true);
    await rm(elsewhere, { recursive: true });
  });
});

describe('moving', () => {
  it('copies what the store names, goes on where it was stopped, and brings all of it back', async () => {
    const { store } = scratch;
    const files = [
      await folder.write('own', idxBytes([250, 5, 4], randomBytes(5000))),
      await folder.write('own-labels', idxBytes([250], labels(250))),
    ];
    await importDataset(store, store.home, `idx:${files.join(',')}`);
    const names = await namedArtifacts(store);
    expect(names.length).toBeGreaterThan(200);
    const elsewhere = await mkdtemp(join(tmpdir(), 'engram-elsewhere-'));
    // To the home of another machine, stopped after 200 files.
    const stop = new AbortController();
    const stopped = moveArtifacts(store, elsewhere, 'home', {
      signal: stop.signal,
      onProgress: ({ message }) => {
        if (message.startsWith('copying')) stop.abort();
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await placeAddress(store)).toBe('postgres');
    expect(await moveArtifacts(store, elsewhere, 'home')).toMatchObject({
      ...{ from: 'postgres', to: 'home', fileCount: names.length, missingCount: 0 },
      copiedCount: names.length - 200,
    });
    const { rows } = await store.pool.query('SELECT FROM artifact_chunk');
    expect(rows).toEqual([]);
    for (const name of names)
      expect(await readFile(join(elsewhere, name))).toEqual(await readFile(join(store.home, name)));

    // A home that lacks files cannot give them.
    const empty = await mkdtemp(join(tmpdir(), 'engram-empty-'));
    await expect(moveArtifacts(store, empty, 'postgres')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining(`${names.length} files that the store names are not here`),
    });
    expect(await placeAddress(store)).toBe('home');
    const back = await moveArtifacts(store, elsewhere, 'postgres');
    expect(back).toMatchObject({ from: 'home', to: 'postgres', copiedCount: names.length });
    expect(await moveArtifacts(store, empty, 'postgres')).toMatchObject({ copiedCount: 0 });
    await store.pool.query(`DELETE FROM artifact WHERE path = $1`, [names.at(-1)]);
    expect(await moveArtifacts(store, empty, 'postgres', { leaveMissing: true })).toMatchObject({
      missingCount: 1,
    });
    for (const home of [elsewhere, empty]) await rm(home, { recursive: true });
  });

  describe('of what is damaged in the new place', () => {
    const home = join(tmpdir(), `engram-damaged-${process.pid}`);
    afterEach(() => rm(home, { recursive: true, force: true }));
    const flip = async (file: string) =>
      writeFile(
        file,
        (await readFile(file)).map((byte, i) => (i === 7 ? byte ^ 1 : byte)),
      );

    /** A home with a copy of everything, in which one byte of a dataset is another and one thumbnail is cut off. */
    async function damagedHome(): Promise<{ names: string[]; pixels: string; thumbnail: string }> {
      const names = await namedArtifacts(scratch.store);
      const pixels = names.find((name) => name.endsWith('pixels.u8'))!;
      const thumbnail = names.find((name) => name.startsWith('thumbnails/'))!;
      for (const name of ['datasets', 'thumbnails'])
        await cp(join(scratch.store.home, name), join(home, name), { recursive: true });
      await flip(join(home, pixels));
      await truncate(join(home, thumbnail), 20);
      return { names, pixels, thumbnail };
    }
    const damageRow = (path: string) =>
      scratch.store.pool.query(
        `UPDATE artifact_chunk SET bytes = set_byte(bytes, 7, 255 - get_byte(bytes, 7)) WHERE path = $1`,
        [path],
      );

    it('a home gets what PostgreSQL has before that is removed', async () => {
      const { store } = scratch;
      await moveArtifacts(store, store.home, 'postgres');
      const { names } = await damagedHome();
      expect(await moveArtifacts(store, home, 'home')).toMatchObject({ copiedCount: 2, missingCount: 0 });
      for (const name of names)
        expect(await readFile(join(home, name))).toEqual(await readFile(join(store.home, name)));
      await moveArtifacts(store, store.home, 'postgres');
    });

    it('nothing is removed where no whole file is left', async () => {
      const { store } = scratch;
      const { thumbnail, pixels } = await damagedHome();
      for (const path of [thumbnail, pixels]) await damageRow(path);
      await expect(moveArtifacts(store, home, 'home')).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: expect.stringMatching(/^2 files that the store names are not here, or are damaged/),
      });
      expect(await placeAddress(store)).toBe('postgres');
      expect((await placeState(store)).held!.missing.toSorted()).toEqual([pixels, thumbnail].toSorted());
      expect(await moveArtifacts(store, store.home, 'postgres')).toMatchObject({ copiedCount: 2 });
    });

    it('what is damaged on this machine, and nowhere else, is missing, and the rest goes where that is asked for', async () => {
      const { store } = scratch;
      await moveArtifacts(store, store.home, 'home');
      const { names, thumbnail, pixels } = await damagedHome();
      await cp(join(store.home, pixels), join(home, pixels));
      await expect(moveArtifacts(store, home, 'postgres')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const moved = await moveArtifacts(store, home, 'postgres', { leaveMissing: true });
      expect(moved).toMatchObject({ missingCount: 1 });
      expect((await placeState(store)).held!.missing).toEqual([thumbnail]);
      expect(await moveArtifacts(store, store.home, 'postgres')).toMatchObject({
        ...{ fileCount: names.length, copiedCount: 1 },
      });
    });

    it('a file that came to the new place without its hash is compared with what this machine has', async () => {
      const { store } = scratch;
      await moveArtifacts(store, store.home, 'home');
      const { pixels } = await damagedHome();
      // As another program would have put it there.
      await store.pool.query(`INSERT INTO artifact (path, sha256, size_bytes) VALUES ($1, '', 5000)`, [
        pixels,
      ]);
      const bytes = await readFile(join(home, pixels));
      await store.pool.query('INSERT INTO artifact_chunk (path, position, bytes) VALUES ($1, 0, $2)', [
        pixels,
        bytes,
      ]);
      const moved = await moveArtifacts(store, store.home, 'postgres');
      expect(moved.copiedCount).toBe(moved.fileCount);
      await rm(home, { recursive: true });
      await moveArtifacts(store, home, 'home');
      expect(await readFile(join(home, pixels))).toEqual(await readFile(join(store.home, pixels)));
      await moveArtifacts(store, store.home, 'postgres');
    });

    it('PostgreSQL gets a whole file in place of its own', async () => {
      const { store } = scratch;
      const { names, thumbnail, pixels } = await damagedHome();
      for (const path of [thumbnail, pixels]) await damageRow(path);
      expect(await moveArtifacts(store, store.home, 'postgres')).toMatchObject({ copiedCount: 2 });
      expect(await moveArtifacts(store, home, 'home')).toMatchObject({ fileCount: names.length });
      expect(await readFile(join(home, pixels))).toEqual(await readFile(join(store.home, pixels)));
      await moveArtifacts(store, store.home, 'postgres');
    });

    it('a dataset that no place knows the hashes of is compared with its own', async () => {
      const { store } = scratch;
      await moveArtifacts(store, store.home, 'home');
      await damagedHome();
      const refused = moveArtifacts(store, home, 'postgres', {
        assertDatasetWhole: (hash) => assertDatasetWhole(store, home, hash),
      });
      await expect(refused).rejects.toMatchObject({
        code: 'INVALID_FILE',
        message: expect.stringContaining('pixels.u8'),
      });
      expect(await placeAddress(store)).toBe('home');
      await moveArtifacts(store, store.home, 'postgres');
    });
  });

  it('waits for nobody: it is refused while files are kept that no row names yet', async () => {
    const { store } = scratch;
    const refused = whileArtifactsStay(store, () => moveArtifacts(store, store.home, 'home'));
    await expect(refused).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('engram workers'),
    });
  });
});

describe('a store that is opened', () => {
  const open = (artifacts?: string) =>
    openStore({ home: scratch.store.home, databaseUrl: scratch.store.url, artifacts });

  it('refuses a place that is not its own, with the command that moves there', async () => {
    await expect(open('s3://bucket/folder')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/they are in postgres\..*engram artifacts move s3:\/\/bucket\/folder$/),
    });
    await expect(open('ftp://x')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await (await open('postgres')).close();
  });

  it('has its files in a home if it had some before it could choose, else where the setting says', async () => {
    const { pool } = scratch.store;
    await pool.query('DELETE FROM artifact_place');
    expect((await datasets.list(scratch.store)).length).toBeGreaterThan(0);
    await (await open()).close();
    expect(await placeAddress(scratch.store)).toBe('home');
    await pool.query('DELETE FROM artifact_place; DELETE FROM dataset');
    await (await open('s3://bucket')).close();
    expect(await placeAddress(scratch.store)).toBe('s3://bucket');
    await pool.query(`UPDATE artifact_place SET address = 'postgres'`);
  });
});
