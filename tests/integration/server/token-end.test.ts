import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Author } from '@engram/core';
import { reviewLinks, sha256, snapshots, tokens } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { figureMaker } from '../../../cli/src/figures/figure-maker.ts';
import { askAs, makeToken, withServer } from './http/access.ts';
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
    const token = await makeToken(api);
    const answer = await follow(token);
    expect(answer.status).toBe(200);
    const update = "UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1";
    await api.store.pool.query(update, [await idOf(token)]);
    const said = await answer.text();
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
    // So slowly that the file lasts for longer than it takes to learn of it, on any machine.
    const rest = (async () => {
      while (!(await reader.read()).done) await sleep(100);
      return 'read to the end';
    })();
    await expect(rest).rejects.toThrow();
    await rm(join(folder, `${sha256(long)}.csv`));
  });
});

describe('a link for review', () => {
  const publish = (runIds: string[], more: { title: string; authors?: Author[]; license?: string }) =>
    snapshots.create(api.store, { runIds, ...more });
  const open = (url: string, cookie = '') =>
    fetch(url, { redirect: 'manual', headers: { cookie, accept: 'text/html' } });

  it('shows one snapshot without its authors, by a cookie alone, until it is revoked', async () => {
    const authors = [{ family: 'Lovelace', given: 'Ada', orcid: '0000-0002-1825-0097' }];
    const title = 'To be reviewed';
    const { snapshot: named } = await publish([api.seed.second], { title, authors, license: 'CC-BY-4.0' });
    const { snapshot: other } = await publish([api.seed.first], { title: 'Another paper' });
    const expiresAt = new Date(Date.now() + 3_600_000);
    const { token, row } = await reviewLinks.create(api.store, { snapshotHash: named.hash, expiresAt });
    const { rows: stored } = await api.store.pool.query('SELECT * FROM review_link');
    expect(JSON.stringify(stored)).not.toContain(token.slice('engram_review_'.length));
    const options = {
      auth: 'required',
      figures: figureMaker,
      publicUrl: 'https://scores.example.org/api',
    } as const;
    await withServer(api, options, async ({ url }) => {
      const led = await open(`${url}/api/review/${token}`);
      expect(led.status).toBe(303);
      expect(new URL(led.headers.get('location')!, led.url).href).toBe(`${url}/api/review/${row.id}`);
      expect(led.headers.get('referrer-policy')).toBe('no-referrer');
      expect(await led.text()).toBe('');
      const [cookie, ...attributes] = led.headers.get('set-cookie')!.split('; ');
      expect(attributes).toEqual([
        expect.stringMatching(/^Max-Age=3\d{3}$/),
        'HttpOnly',
        'SameSite=Lax',
        'Secure',
      ]);
      const page = await open(`${url}/review/${row.id}`, `a=b; ${cookie}`);
      const text = await page.text();
      expect(page.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'.*frame-ancestors 'none'$/,
      );
      for (const shown of [
        'To be reviewed',
        named.hash,
        'per-datapoint memorization scores',
        'figures/histogram-1.svg',
      ])
        expect(text).toContain(shown);
      const get = (path: string) => open(`${url}/review/${row.id}/${path}`, cookie);
      // Mailers add slashes; beside one the addresses of the page would lead elsewhere.
      for (const name of [token, row.id]) {
        const slashed = await open(`${url}/review/${name}/`);
        expect(new URL(slashed.headers.get('location')!, slashed.url).href).toBe(`${url}/review/${name}`);
        expect(slashed.headers.get('set-cookie')).toBeNull();
      }
      const answer = await get('figures/histogram-1.svg');
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      const figure = await answer.text();
      expect(figure).toMatch(/^<svg /);
      const scores = await (await get(`scores/${api.seed.second}.csv`)).text();
      expect(scores.split('\n').length).toBeGreaterThan(3);
      for (const one of [text, figure, scores])
        expect(one).not.toMatch(/Lovelace|0000-0002-1825-0097|scores\.example\.org|\/s\/|engram_review_/);
      // Nothing but this snapshot, and nothing without the cookie.
      expect((await get(`scores/${api.seed.first}.csv`)).status).toBe(404);
      expect((await open(`${url}/s/${named.hash}`, cookie)).status).toBe(401);
      expect((await open(`${url}/review/${row.id}`)).status).toBe(404);
      expect((await open(`${url}/review/${row.id}/figures/histogram-1.svg`)).status).toBe(404);
      const second = await reviewLinks.create(api.store, { snapshotHash: other.hash, expiresAt });
      const forged = cookie!.replace(row.id, second.row.id);
      expect((await open(`${url}/review/${second.row.id}`, forged)).status).toBe(404);
      expect((await open(`${url}/review/${token.slice(0, -1)}x`)).status).toBe(404);
      await reviewLinks.revoke(api.store, row.id);
      for (const path of [token, row.id, `${row.id}/scores/${api.seed.second}.csv`])
        expect((await open(`${url}/review/${path}`, cookie)).status).toBe(404);
      await api.store.pool.query("UPDATE review_link SET expires_at = now() - interval '1 second'");
      expect((await open(`${url}/review/${second.token}`)).status).toBe(404);
    });
  });
});

describe('publishing a snapshot', () => {
  it('needs the scope annotate, as amending one does', async () => {
    const create = `mutation($runs: [ID!]!) { createSnapshot(runs: $runs, title: "T") { snapshot { hash } } }`;
    const amend = `mutation { amendSnapshot(hash: "${'d'.repeat(64)}", license: "MIT") { snapshot { hash } } }`;
    const variables = { runs: [api.seed.first] };
    for (const document of [create, amend]) {
      const read = await askAs(api, await makeToken(api, 'read'), document, variables);
      expect(read.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const token = await makeToken(api, 'annotate');
    expect((await askAs(api, token, create, variables)).errors).toBeUndefined();
    expect((await askAs(api, token, amend)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
