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
