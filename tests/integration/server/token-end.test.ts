import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256, tokens } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { makeToken } from './http/access.ts';
import { withApi } from './api.ts';

const api = withApi({ auth: 'required' });

const follow = (token: string) =>
  fetch(`${api.url}/graphql/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'subscription($id: ID!) { runProgress(id: $id) { phase } }',
      variables: { id: api.seed.queued },
    }),
  });

const idOf = async (token: string) => (await tokens.findBySecret(api.store, token))!.id;

describe('a stream', () => {
  it('ends with its reason soon after its token was revoked, and others go on', async () => {
    const [one, other] = [await makeToken(api), await makeToken(api)];
    const [ended, going] = [await follow(one), await follow(other)];
    const reader = going.body!.getReader();
    await reader.read();
    await tokens.revoke(api.store, await idOf(one));
    const said = await ended.text();
    expect(said).toContain('"code":"UNAUTHENTICATED"');
    expect(said).toContain('was revoked');
    expect(said.trimEnd().endsWith('event: complete\ndata:')).toBe(true);
    const next = await Promise.race([
      reader.read(),
      new Promise((resolve) => setTimeout(resolve, 5_000, 'open')),
    ]);
    expect(next).toBe('open');
    await reader.cancel();
    expect((await follow(one)).status).toBe(401);
  });

  it('ends when its token expires', async () => {
    const said = await (await follow(await makeToken(api, 'read', 2_500))).text();
    expect(said).toContain('"code":"UNAUTHENTICATED"');
    expect(said).toContain('expired on');
  });
});

describe('a download', () => {
  it('breaks off soon after its token was revoked', async () => {
    const token = await makeToken(api);
    const ask = () =>
      fetch(`${api.url}/export/runs/${api.seed.first}.csv`, {
        headers: { authorization: `Bearer ${token}` },
      });
    // A file in place of the run's own, longer than what buffers hold, so that a client that does not read is still being served.
    await (await ask()).arrayBuffer();
    const [layout] = await readdir(join(api.store.home, 'exports'));
    const folder = join(api.store.home, 'exports', layout!, api.seed.first);
    const [own] = (await readdir(folder)).filter((name) => name.endsWith('.csv'));
    const long = Buffer.alloc(64 * 1024 * 1024, 'x');
    await rm(join(folder, own!));
    await writeFile(join(folder, `${sha256(long)}.csv`), long);
    const answer = await ask();
    const reader = answer.body!.getReader();
    await reader.read();
    await tokens.revoke(api.store, await idOf(token));
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const rest = (async () => {
      while (!(await reader.read()).done);
      return 'read to the end';
    })();
    await expect(rest).rejects.toThrow();
    await rm(join(folder, `${sha256(long)}.csv`));
  });
});
