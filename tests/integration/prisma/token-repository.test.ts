import { randomUUID } from 'node:crypto';
import { sha256, tokens } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { countStatements } from '../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const dayMs = 86_400_000;
const create = (name: string, expiresInMs = dayMs) =>
  tokens.create(scratch.store, { name, scope: 'read', expiresAt: new Date(Date.now() + expiresInMs) });

describe('a token', () => {
  it('is 256 random bits behind a prefix, and no two are the same', async () => {
    const [one, two] = [await create('one'), await create('two')];
    for (const { token } of [one, two]) expect(token).toMatch(/^engram_[\w-]{43}$/);
    expect(one.token).not.toBe(two.token);
  });

  it('is stored as its hash alone', async () => {
    const { token, row } = await create('hashed');
    const { rows } = await scratch.store.pool.query<Record<string, unknown>>(
      'SELECT * FROM api_token WHERE id = $1',
      [row.id],
    );
    expect(JSON.stringify(rows)).not.toContain(token.slice('engram_'.length));
    expect(rows[0]!.token_hash).toBe(sha256(token));
    expect(JSON.stringify(await tokens.list(scratch.store))).not.toContain(sha256(token));
  });

  it('is found by itself and by nothing else', async () => {
    const { token, row } = await create('found');
    expect(await tokens.findBySecret(scratch.store, token)).toEqual(row);
    expect(await tokens.findBySecret(scratch.store, tokens.newSecret())).toBeNull();
    expect(await tokens.findBySecret(scratch.store, sha256(token))).toBeNull();
    for (const other of [
      '',
      'engram_',
      token.slice(0, -1),
      `${token}=`,
      ` ${token}`,
      "' OR 1=1 --",
      '\u0000',
    ])
      expect(await countStatements(() => tokens.findBySecret(scratch.store, other))).toBe(0);
  });

  it('has a known scope, whoever writes it', async () => {
    await expect(
      tokens.create(scratch.store, { name: 'x', scope: 'root' as 'admin', expiresAt: new Date() }),
    ).rejects.toThrow(/api_token_scope_check/);
  });

  it('remembers its use to the hour, and writes it once an hour', async () => {
    const { token, row } = await create('used');
    expect(row.lastUsedAt).toBeNull();
    await tokens.recordUse(scratch.store, row);
    const used = (await tokens.findBySecret(scratch.store, token))!;
    expect(used.lastUsedAt!.getTime() % 3_600_000).toBe(0);
    expect(Date.now() - used.lastUsedAt!.getTime()).toBeLessThan(3_700_000);
    expect(await countStatements(() => tokens.recordUse(scratch.store, used))).toBe(0);
  });

  it('is revoked once; again changes nothing', async () => {
    const { row } = await create('revoked');
    const { revokedAt } = await tokens.revoke(scratch.store, row.id);
    expect(revokedAt).toBeInstanceOf(Date);
    expect((await tokens.revoke(scratch.store, row.id)).revokedAt).toEqual(revokedAt);
  });

  it.each([randomUUID(), 'x', "'; DROP TABLE api_token; --"])('named %s is not found', async (id) => {
    await expect(tokens.revoke(scratch.store, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('has a name that no other good one has, so that notes say who wrote them', async () => {
    const { row } = await create('Ada');
    await expect(create('Ada')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(
        `'Ada' already \\(${row.id}, .*'Ada 2', or revoke .* token revoke ${row.id}`,
      ),
    });
    await tokens.revoke(scratch.store, row.id);
    const { row: short } = await create('Ada');
    const update = "UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1";
    await scratch.store.pool.query(update, [short.id]);
    await expect(create('Ada')).resolves.toMatchObject({ row: { name: 'Ada' } });
  });

  it('has its name alone when two are created at one time', async () => {
    const made = await Promise.allSettled(Array.from({ length: 5 }, () => create('twins')));
    expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', ...Array(4).fill('rejected')]);
  });

  it('is listed with all others, the newest first', async () => {
    const { row } = await create('newest');
    expect((await tokens.list(scratch.store))[0]).toEqual(row);
  });
});
