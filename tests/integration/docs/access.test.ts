import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDashboard, startDashboard, type Dashboard } from '../../browser/rig/place.ts';
import { codeBlocks } from '../../helpers/markdown-code.ts';
import { sendRaw } from '../../helpers/raw-http.ts';
import { withApi } from '../server/api.ts';

const run = promisify(execFile);
const api = withApi();
let dashboard: Dashboard | undefined;

beforeAll(async () => {
  buildDashboard();
  dashboard = await startDashboard(api.url);
});
afterAll(async () => {
  dashboard?.child.kill('SIGTERM');
  await dashboard?.ended;
});

/** The commands of the section on who is local, each with the status that stands behind it. */
const examples = codeBlocks('docs/access.md')
  .filter(({ language }) => language === 'sh')
  .flatMap(({ code }) => code.trim().split('\n'))
  .map((line) => /^(curl .*?) +# (\d{3})$/.exec(line)!)
  .map(([, command, status]) => ({ command: command!, status: status! }));

describe('the examples of docs/access.md', () => {
  it('are there', () => expect(examples.length).toBeGreaterThanOrEqual(8));

  it.each(examples)('answer $status: $command', async ({ command, status }) => {
    // The tests' servers listen on free ports.
    const here = command
      .replace('localhost:4000', `localhost:${new URL(api.url).port}`)
      .replace('localhost:3000', `localhost:${new URL(dashboard!.url).port}`);
    expect((await run('sh', ['-c', here])).stdout.trim()).toBe(status);
  });
});

describe('the dashboard', () => {
  const get = (path: string, ...headers: string[]) =>
    sendRaw(dashboard!.url, [`GET ${path} HTTP/1.1`, 'Connection: close', ...headers]);
  const addresses = [
    '/',
    '/compare',
    '/api/images/x',
    '/api/columns/x',
    '/api/export/x.csv',
    '/api/export/experiments/x.csv',
    '/api/figures/x/y.svg',
    '/api/views/x/1',
    '/api/policy-views/x/1',
    '/icon.svg',
  ];

  it.each(addresses)('shows %s under known names alone', async (path) => {
    const known = (await get(path, 'Host: [::1]:3000')).status;
    expect([200, 400]).toContain(known);
    for (const host of ['LOCALHOST', '127.0.0.1.:3000'])
      expect((await get(path, `Host: ${host}`)).status).toBe(known);
    for (const host of ['evil.example', 'localhost.evil.example', '0.0.0.0:3000'])
      expect(await get(path, `Host: ${host}`)).toMatchObject({
        status: 403,
        body: expect.stringContaining('ENGRAM_ALLOWED_HOSTS') as string,
      });
    expect((await get(path, 'Host: localhost', 'Host: localhost')).status).toBe(400);
    expect((await get(path)).status).toBe(400);
    expect((await sendRaw(dashboard!.url, [`GET ${path} HTTP/1.0`])).status).toBe(known);
  });

  it('gives its data and images to no other site', async () => {
    for (const site of ['cross-site', 'same-site'])
      expect((await get('/api/images/x', 'Host: localhost', `Sec-Fetch-Site: ${site}`)).status).toBe(403);
    expect((await get('/', 'Host: localhost', 'Sec-Fetch-Site: cross-site')).status).toBe(200);
    expect((await get('/', 'Host: localhost')).head).toMatch(/cross-origin-resource-policy: same-origin/i);
  });

  it('lets those write who are at its machine, not those whom somebody forwards to it', async () => {
    const may = async (...headers: string[]) => {
      const { body } = await get('/', 'Host: localhost:3000', ...headers);
      return /\\"mayAnnotate\\":(true|false)/.exec(body)![1];
    };
    expect(await may()).toBe('true');
    for (const header of ['X-Forwarded-For: 127.0.0.1', 'Via: 1.1 x', 'Origin: https://evil.example'])
      expect(await may(header, 'X-Engram-Local: 1')).toBe('false');
  });
});
