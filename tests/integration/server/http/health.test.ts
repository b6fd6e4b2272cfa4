import { afterEach, describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';
import { withServer } from './access.ts';

const api = withApi();
const ask = async (path: string, url = api.url) => {
  const response = await fetch(url + path);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return [response.status, (await response.json()) as unknown];
};
const renameMigration = (from: string, to: string) =>
  api.store.pool.query('UPDATE _prisma_migrations SET migration_name = $2 WHERE migration_name = $1', [
    from,
    to,
  ]);

afterEach(() => renameMigration('29990101000000_later', '20261124000000_init'));

describe('/healthz and /readyz', () => {
  it('answer everybody while all is well', async () => {
    await withServer(api, { host: '0.0.0.0' }, async ({ url }) => {
      expect(await ask('/healthz', url)).toEqual([200, { status: 'ok' }]);
      expect(await ask('/readyz', url)).toEqual([200, { status: 'ok' }]);
    });
  });

  it('are not ready on a database that another version made, and say so', async () => {
    await renameMigration('20261124000000_init', '29990101000000_later');
    expect(await ask('/readyz')).toEqual([
      503,
      { status: 'unavailable', reason: expect.stringContaining('a newer one made it') as string },
    ]);
    expect(await ask('/healthz')).toEqual([200, { status: 'ok' }]);
  });

  it('are not ready on a database that lacks a migration', async () => {
    const { rows } = await api.store.pool.query<{ name: string }>(
      'DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations) RETURNING migration_name AS name, *',
    );
    try {
      expect(await ask('/readyz')).toEqual([
        503,
        { status: 'unavailable', reason: expect.stringContaining(rows[0]!.name) as string },
      ]);
    } finally {
      const { name, ...row } = rows[0]! as Record<string, unknown>;
      expect(name).toBe(row.migration_name);
      await api.store.pool.query(
        `INSERT INTO _prisma_migrations (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
          .map((_, i) => `$${i + 1}`)
          .join(', ')})`,
        Object.values(row),
      );
    }
    expect(await ask('/readyz')).toEqual([200, { status: 'ok' }]);
  });
});
