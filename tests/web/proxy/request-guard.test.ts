import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRequestGuard } from '../../../web/src/proxy/request-guard.ts';
import { sendRaw } from '../../integration/server/http/exchange.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  const guard = createRequestGuard({ host: '127.0.0.1', basePath: '/engram', env: {} });
  server = createServer(
    { requireHostHeader: false },
    guard((request, response) => response.end(request.url)),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('below the path /engram', () => {
  it.each([
    ['/engram', '/engram'],
    ['/engram/', '/engram'],
    ['/', '/engram'],
    ['/engram/?q=1', '/engram?q=1'],
    ['/?q=1', '/engram?q=1'],
    ['/engram?q=1', '/engram?q=1'],
    ['/runs/7', '/engram/runs/7'],
    ['/engram/runs/7', '/engram/runs/7'],
    ['/runs/engram', '/engram/runs/engram'],
    ['/engramx/runs', '/engram/engramx/runs'],
    ['/_next/static/a.js', '/engram/_next/static/a.js'],
    ['/engram/_next/static/a.js', '/engram/_next/static/a.js'],
    ['/page-data/graphql', '/engram/api/graphql'],
    ['/engram/page-data/graphql', '/engram/api/graphql'],
    ['http://localhost/engram/runs/7', '/engram/runs/7'],
  ])('%s is %s, whether or not a proxy passes the path on', async (asked, served) => {
    expect(await sendRaw(url, `GET ${asked}`)).toMatchObject({ status: 200, body: served });
  });

  it('hosts are checked as elsewhere', async () => {
    expect((await sendRaw(url, 'GET /engram/', { host: 'evil.example' })).status).toBe(403);
    expect((await sendRaw(url, 'GET /engram/%zz')).status).toBe(400);
  });
});

describe.each(['', '/engram'])('a dashboard for those who sign in, below %j', (basePath) => {
  const serve = async (asked: string) => {
    const env = { ENGRAM_DASHBOARD_SCOPE: 'none' };
    const guard = createRequestGuard({ host: '127.0.0.1', basePath, env });
    const one = createServer(guard((_, response) => response.end('open'))).listen(0, '127.0.0.1');
    await once(one, 'listening');
    const answer = await sendRaw(`http://127.0.0.1:${(one.address() as AddressInfo).port}`, asked);
    one.close();
    return answer;
  };

  it.each(['//', '///', '/\\', '//x/sign-in', '/\\x/sign-in', '//x/_next/static/a.js', '//x:99999/y'])(
    'answers %s, which is no page that is open',
    async (path) => {
      for (const asked of [path, basePath + path]) expect((await serve(`GET ${asked}`)).status).toBe(302);
    },
  );

  it('answers a request for no path', async () => {
    expect([302, 400]).toContain((await serve('OPTIONS *')).status);
  });
});

describe('a setting that is misspelt', () => {
  it.each(['None', ' none', 'off', 'admin'])('lets nobody in: ENGRAM_DASHBOARD_SCOPE=%j', (scope) => {
    const env = { ENGRAM_DASHBOARD_SCOPE: scope };
    expect(() => createRequestGuard({ host: '127.0.0.1', basePath: '', env })).toThrow(
      `The setting ENGRAM_DASHBOARD_SCOPE=${scope} is not one of auto, none, read, annotate.`,
    );
  });
});

describe('a dashboard for those who sign in', () => {
  let closed: Server;
  let at: string;
  beforeAll(async () => {
    const env = { ENGRAM_DASHBOARD_SCOPE: 'none' };
    const guard = createRequestGuard({ host: '127.0.0.1', basePath: '/engram', env });
    closed = createServer(guard((request, response) => response.end(request.url))).listen(0, '127.0.0.1');
    await once(closed, 'listening');
    at = `http://127.0.0.1:${(closed.address() as AddressInfo).port}`;
  });
  afterAll(() => closed.close());

  it.each([
    '/sign-in',
    '/sign-in?from=%2F',
    '/page-data/session',
    '/icon.svg',
    '/_next/static/chunks/a%5Bid%5D.js',
  ])('%s is open', async (path) => {
    expect((await sendRaw(at, `GET /engram${path}`)).status).toBe(200);
  });

  it.each([
    '/',
    '/runs/7?class=3',
    '/sign-in/x',
    '/sign-inx',
    '/_next/image?url=x',
    '/_next/static/../../runs/7',
    '/_next/static/%2e%2e/%2E./runs/7',
    '/_next/static/..%2f..%2fruns/7',
    '/_next/static/\\..\\..\\runs\\7',
    '/sign-in/../runs/7',
  ])('%s leads to the page to sign in', async (path) => {
    const answer = await sendRaw(at, `GET /engram${path}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toMatch(/^\/engram\/sign-in\?from=%2F/);
  });

  it.each([
    '/page-data/graphql',
    '/page-data/images/x',
    '/page-data/sessions',
    '/page-data/session/../graphql',
  ])('%s gives nothing', async (path) => {
    expect((await sendRaw(at, `GET /engram${path}`)).status).toBe(401);
  });

  it.each([
    ['/runs/7?_rsc=1a2b', '/runs/7'],
    ['/runs/7?class=3&_rsc=1a2b', '/runs/7?class=3'],
    ['/runs/7?_rsc=1a2b&class=3', '/runs/7?class=3'],
    ['/runs/7?a=1&_rsc=1a2b&class=3', '/runs/7?a=1&class=3'],
    ['/runs/7?my_rsc=1', '/runs/7?my_rsc=1'],
  ])('%s leads back to %s', async (path, from) => {
    const { location } = (await sendRaw(at, `GET /engram${path}`)).headers;
    expect(location).toBe(`/engram/sign-in?from=${encodeURIComponent(from)}`);
  });

  it('whoever shows a token passes, and the API says whether it is one', async () => {
    const { port } = new URL(at);
    const cookie = (name: string) =>
      fetch(`${at}/engram/runs/7`, { headers: { cookie: `${name}=engram_x` }, redirect: 'manual' });
    expect((await cookie(`engram_token_${port}`)).status).toBe(200);
    expect((await cookie('engram_token')).status).toBe(302);
  });
});
