import { tmpdir } from 'node:os';
import { configHash, createScratchDatabase, describeStore, openStore, scores, sha256 } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { config } from '../../factories/run.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const home = tmpdir();

describe('openStore with an address', () => {
  it('applies the migrations and makes the database of the workflow queue, for several processes at once', async () => {
    const { pool } = scratch.store;
    await pool.query('CREATE DATABASE engram_scratch_fresh');
    const databaseUrl = scratch.store.url.replace(/engram_scratch_\w+/, 'engram_scratch_fresh');
    try {
      const stores = await Promise.all(
        [1, 2, 3].map(() => openStore({ home, databaseUrl, applicationName: 'tests' })),
      );
      expect(stores[0]!.systemUrl).toMatch(/engram_scratch_fresh_dbos$/);
      const { rows } = await stores[0]!.pool.query('SHOW application_name');
      expect(rows).toEqual([{ application_name: 'tests' }]);
      expect(await describeStore(stores[1]!)).toMatchObject({
        kind: 'external',
        address: expect.stringMatching(/^[\w.]+:\d+\/engram_scratch_fresh$/),
      });
      await Promise.all(stores.map((store) => store.close()));
      await stores[0]!.close(); // closing twice is harmless
    } finally {
      await pool.query('DROP DATABASE engram_scratch_fresh WITH (FORCE)');
      await pool.query('DROP DATABASE IF EXISTS engram_scratch_fresh_dbos WITH (FORCE)');
    }
  });

  it('says where it looked when nobody answers, without the password', async () => {
    const opened = openStore({ home, databaseUrl: 'postgresql://me:secret@127.0.0.1:1/engram' });
    await expect(opened).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/^(?!.*secret).*127\.0\.0\.1:1\/engram cannot be reached/),
    });
    await expect(openStore({ home, databaseUrl: 'localhost' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('maps the errors of a store whose server has gone', async () => {
    const database = await createScratchDatabase(scratch.store);
    const store = await openStore({ home, databaseUrl: database.url });
    await database.drop();
    const asked = scores.count(store, { run: '00000000-0000-4000-8000-000000000000' });
    await expect(asked).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await store.close();
  });
});

describe('hashes', () => {
  it('do not depend on the order of a configuration’s members', () => {
    const { seed, ...rest } = config;
    expect(configHash({ ...rest, seed })).toBe(configHash(config));
    expect(configHash({ ...config, seed: 1 })).not.toBe(configHash(config));
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256(new TextEncoder().encode('abc'))).toBe(sha256('abc'));
  });
});
