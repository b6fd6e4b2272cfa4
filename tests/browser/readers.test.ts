import { startServer, type RunningServer } from '@engram/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import hashes from '../../web/src/graphql/document-hashes.json' with { type: 'json' };
import { openPlace, startDashboard, type Dashboard, type Place } from './rig/place.ts';

const key = 'engram_a-key-of-the-dashboard';
let place: Place;
let api: RunningServer;
let dashboard: Dashboard;

beforeAll(async () => {
  place = await openPlace();
  api = await startServer({
    store: place.store,
    host: '127.0.0.1',
    port: 0,
    auth: 'required',
    dashboardKey: key,
    rateLimit: 500,
  });
  dashboard = await startDashboard(api.url, { ENGRAM_API_TOKEN: key });
}, 600_000);
afterAll(async () => {
  dashboard?.child.kill('SIGTERM');
  await dashboard?.ended;
  await api?.close();
  await place?.close();
});

const ask = (reader: string) =>
  fetch(`${dashboard.url}/api/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-engram-reader': reader },
    body: JSON.stringify({
      variables: { runs: [place.seeded.good.id, place.seeded.noise.id], top: 5 },
      extensions: { persistedQuery: { version: 1, sha256Hash: hashes.Agreement } },
    }),
  });

describe('a reader of the dashboard', () => {
  it('spends a budget of its own, whatever address it writes into its requests', async () => {
    const statuses: number[] = [];
    for (let asked = 0; asked < 60 && statuses.at(-1) !== 429; asked++)
      statuses.push((await ask(`192.0.2.${asked}`)).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(429);
    // The API itself goes on for others.
    const other = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${key}`,
        'x-engram-reader': '192.0.2.1',
      },
      body: JSON.stringify({ query: '{ datasets { slug } }' }),
    });
    expect(other.status).toBe(200);
  });
});

it.each(['dashboard', 'API'])('the %s keeps connections for longer than proxies do', async (which) => {
  const { headers } = await fetch(which === 'API' ? `${api.url}/health` : `${dashboard.url}/icon.svg`);
  const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
  expect(Number(seconds)).toBeGreaterThan(75);
});
