import { once } from 'node:events';
import { request } from 'node:https';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { startServer, type RunningServer } from '@engram/server';
import { runs, tokens } from '@engram/store';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeBlocks } from '../helpers/markdown-code.ts';
import { freePort } from '../helpers/free-port.ts';
import { hasNginx, startNginx, type Nginx } from '../helpers/nginx.ts';
import type { ScratchStore } from '../helpers/postgres/store.ts';
import { hasChromium, launchChromium } from './rig/chromium.ts';
import { startDashboard, type Dashboard } from './rig/place.ts';
import type { Seeded } from './rig/seed.ts';
import { openSeededStore } from './rig/seeded-store.ts';
import { quiet } from './rig/settled.ts';

const name = 'scores.example.org';
let store: ScratchStore;
let seeded: Seeded;
let api: RunningServer;
let dashboard: Dashboard;
let nginx: Nginx;
let browser: Browser;
let port: number;
let plainPorts: { api: number; dashboard: number };
let token: string;

/** The servers of docs/reverse-proxy.md on free ports, and two with nothing but a proxy_pass. */
function servers(): string {
  const [documented] = codeBlocks('docs/reverse-proxy.md').filter(({ language }) => language === 'nginx');
  const web = new URL(dashboard.url).port;
  const plain = (listen: number, to: string): string =>
    `server { listen 127.0.0.1:${listen}; location / { proxy_pass http://127.0.0.1:${to}; } }`;
  return [
    documented!.code
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replace(/\/etc\/ssl\/\S+\.pem/, 'FOLDER/cert.pem')
      .replace(/\/etc\/ssl\/\S+\.key/, 'FOLDER/key.pem')
      .replaceAll('127.0.0.1:3000', `127.0.0.1:${web}`)
      .replaceAll('127.0.0.1:4000', `127.0.0.1:${api.port}`),
    plain(plainPorts.api, String(api.port)),
    plain(plainPorts.dashboard, web),
  ].join('\n');
}

const publicUrl = () => `https://${name}:${port}`;

/** Asks the documented proxy, as a client that resolves its name would. */
async function ask(
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<IncomingMessage> {
  const asked = request({
    host: '127.0.0.1',
    port,
    path,
    method: body === undefined ? 'GET' : 'POST',
    headers: { host: `${name}:${port}`, ...headers },
    rejectUnauthorized: false,
  }).end(body);
  return ((await once(asked, 'response')) as [IncomingMessage])[0];
}
async function bytes(answer: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
const asJson = { 'content-type': 'application/json' };
const query = (text: string, variables: object = {}) => JSON.stringify({ query: text, variables });

/** A page through the proxy, and what must not happen on it. */
async function open(path: string) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const wrong: string[] = [];
  page.on('response', (answer) => {
    const { pathname, origin } = new URL(answer.url());
    if (origin !== publicUrl() || !/^\/engram(\/|$)/.test(pathname)) wrong.push(`elsewhere: ${answer.url()}`);
    if (answer.status() >= 400) wrong.push(`${answer.status()}: ${answer.url()}`);
  });
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  await page.goto(publicUrl() + path, { waitUntil: 'load' });
  return { page, wrong, close: () => context.close() };
}

/** Whether all pictures of a kind have arrived. */
const arePicturesThere = (page: Page, address: string) =>
  page.waitForFunction(
    `[...document.querySelectorAll('img[src^="${address}"]')].some((image) => image.naturalWidth > 0)`,
  );

describe.skipIf(!hasNginx || !hasChromium)('Engram behind nginx, in Chromium', { tags: 'slow' }, () => {
  beforeAll(async () => {
    ({ store, seeded } = await openSeededStore());
    port = await freePort();
    plainPorts = { api: await freePort(), dashboard: await freePort() };
    const dashboardKey = tokens.newSecret();
    api = await startServer({
      store,
      host: '127.0.0.1',
      port: 0,
      publicUrl: `${publicUrl()}/engram/api`,
      trustedProxy: '127.0.0.1',
      dashboardKey,
      dashboardScope: 'annotate',
    });
    dashboard = await startDashboard(api.url, {
      ENGRAM_WEB_BASE_PATH: '/engram',
      ENGRAM_PUBLIC_URL: `${publicUrl()}/engram/api`,
      ENGRAM_TRUSTED_PROXY: '127.0.0.1',
      ENGRAM_DASHBOARD_SCOPE: 'annotate',
      ENGRAM_API_TOKEN: dashboardKey,
    });
    nginx = await startNginx(servers(), plainPorts.api);
    browser = await launchChromium([`--host-resolver-rules=MAP ${name} 127.0.0.1`]);
    const expiresAt = new Date(Date.now() + 3_600_000);
    token = `Bearer ${(await tokens.create(store, { name: 'all', scope: 'admin', expiresAt })).token}`;
  }, 900_000);
  afterAll(async () => {
    await browser?.close();
    await nginx?.close();
    dashboard?.child.kill('SIGTERM');
    await dashboard?.ended;
    await api?.close();
    await store?.close();
  });

  it.each(['/engram/', '/engram'])(
    'the dashboard opens at %s, and its pages lead to each other',
    async (start) => {
      const { page, wrong, close } = await open(start);
      await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
      await page.getByRole('link', { name: seeded.good.name, exact: true }).first().click();
      await page.waitForURL(/\/engram\/runs\/[0-9a-f-]+/);
      await page.getByRole('link', { name: 'Explore all scores' }).click();
      await page.waitForURL(/\/engram\/runs\/[0-9a-f-]+\/explore/);
      await arePicturesThere(page, '/engram/page-data/images/');
      await page.locator('main a[href^="/engram/datapoints/"]').first().click();
      await page.waitForURL(/\/engram\/datapoints\/mnist\/\d+/);
      await page.goBack();
      const main = page.getByRole('navigation', { name: 'Main' });
      for (const section of ['Compare', 'Experiments', 'Runs']) {
        await main.getByRole('link', { name: section }).click();
        await page.getByRole('heading', { name: section, level: 1 }).waitFor();
        await expect
          .poll(() => main.getByRole('link', { name: section }).getAttribute('aria-current'))
          .toBe('page');
      }
      await page.reload();
      await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
      await quiet(page);
      await close();
      expect(wrong).toEqual([]);
    },
  );

  it('saves views, tags and comments, and keeps the theme, below its path', async () => {
    const { page, wrong, close } = await open(`/engram/runs/${seeded.good.id}/explore?q=1`);
    await page.getByRole('button', { name: 'Switch between light and dark theme' }).click();
    const theme = await page.getAttribute('html', 'data-theme');
    const [cookie] = await page.context().cookies();
    expect(cookie!.path).toBe('/engram');
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('textbox', { name: 'Save this view as' }).fill('Below a path');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const view = page.getByRole('link', { name: /^Below a path/ });
    await view.waitFor();
    await expect.poll(() => view.getAttribute('href')).toMatch(/^\/engram\/runs\//);
    await page.goto(`${publicUrl()}/engram/compare`);
    expect(await page.getAttribute('html', 'data-theme')).toBe(theme);
    await page.getByRole('button', { name: 'Saved views' }).click();
    await view.click();
    await page.waitForURL(/\/engram\/runs\/[0-9a-f-]+\/explore/);
    await close();
    expect(wrong).toEqual([]);
    const { rows } = await store.pool.query<{ address: string }>('SELECT address FROM saved_view');
    expect(rows[0]!.address).toMatch(/^\/runs\//);
  });

  it('shows the progress of a run as it comes', async () => {
    const { page, close } = await open(`/engram/runs/${seeded.running.id}`);
    for (const [fraction, etaSeconds] of [
      [0.55, 41],
      [0.66, 17],
    ] as const) {
      const message = `Encoder ${Math.round(32 * fraction)} of 32`;
      await runs.reportProgress(store, seeded.running.id, { phase: 'train', fraction, etaSeconds, message });
      await page.getByText(message).first().waitFor();
    }
    await close();
  });

  it('passes on events while their stream is open', async () => {
    const headers = { ...asJson, authorization: token, accept: 'text/event-stream' };
    const subscription = 'subscription($id: ID!) { runProgress(id: $id) { message } }';
    const stream = await ask(
      '/engram/api/graphql/stream',
      headers,
      query(subscription, { id: seeded.running.id }),
    );
    expect(stream.headers['content-type']).toMatch('text/event-stream');
    // The first event arrives although the run, and so the stream, does not end.
    expect(String(((await once(stream, 'data')) as [Buffer])[0])).toContain('event: next');
    stream.destroy();
  });

  it('opens GraphiQL, permalinks and their exports at the public address', async () => {
    const { page, wrong, close } = await open('/engram/api');
    await page.getByRole('link', { name: 'Run it in GraphiQL' }).first().click();
    await page.waitForURL(/\/engram\/api\/graphiql/);
    await page.getByRole('button', { name: /execute query/i }).waitFor();
    await close();
    // It asks for the schema, which needs the reader's token.
    expect(wrong.filter((one) => !/401/.test(one))).toEqual([]);
    const create =
      'mutation($r: [ID!]!) { createSnapshot(runs: $r, title: "T") { snapshot { url bibtex } } }';
    const headers = { ...asJson, authorization: token };
    const answer = await ask('/engram/api/graphql', headers, query(create, { r: [seeded.good.id] }));
    const { snapshot } = (
      JSON.parse(String(await bytes(answer))) as {
        data: { createSnapshot: { snapshot: Record<string, string> } };
      }
    ).data.createSnapshot;
    expect(snapshot.url).toMatch(`${publicUrl()}/engram/api/s/`);
    expect(snapshot.bibtex).toContain(snapshot.url);
    const html = String(
      await bytes(await ask(new URL(snapshot.url!).pathname, { authorization: token, accept: 'text/html' })),
    );
    const link = /href="([^"]+\.parquet)"/.exec(html)![1]!;
    const { pathname } = new URL(link, snapshot.url);
    const exported = await bytes(await ask(pathname, { authorization: token }));
    const direct = await fetch(`${api.url}/export/runs/${seeded.good.id}.parquet`);
    expect(exported.equals(Buffer.from(await direct.arrayBuffer()))).toBe(true);
    expect(exported.subarray(0, 4).toString()).toBe('PAR1');
  });

  it('asks whoever comes through a proxy for a token, on the API and when it forwards nothing but the path', async () => {
    const body = query('{ datasets { slug } }');
    for (const headers of [asJson, { ...asJson, 'x-forwarded-for': '127.0.0.1' }])
      expect((await ask('/engram/api/graphql', headers, body)).statusCode).toBe(401);
    expect((await ask('/engram/api/graphql', { ...asJson, authorization: token }, body)).statusCode).toBe(
      200,
    );
    const plain = await fetch(`http://127.0.0.1:${plainPorts.api}/graphql`, {
      method: 'POST',
      headers: asJson,
      body,
    });
    expect(plain.status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${plainPorts.api}/health`)).status).toBe(200);
  });

  it('answers a proxy that forwards nothing but the path, with streams and pages', async () => {
    const page = await fetch(`http://127.0.0.1:${plainPorts.dashboard}/engram/compare`);
    expect(page.status).toBe(200);
    const asked = requestPlain(`http://127.0.0.1:${plainPorts.api}/graphql/stream`, {
      method: 'POST',
      headers: { ...asJson, authorization: token, accept: 'text/event-stream' },
    }).end(query('subscription($id: ID!) { runProgress(id: $id) { message } }', { id: seeded.running.id }));
    const [stream] = (await once(asked, 'response')) as [IncomingMessage];
    expect(String(((await once(stream, 'data')) as [Buffer])[0])).toContain('event: next');
    stream.destroy();
  });
});
