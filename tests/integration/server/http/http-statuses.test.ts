import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { withApi, type ApiError } from '../api.ts';

const api = withApi();
const json = { 'content-type': 'application/json' };
const query = '{"query":"{ __typename }"}';
const csv = () => `/export/runs/${encodeURIComponent(api.seed.first)}.csv`;

async function refused(path: string, init: RequestInit) {
  const response = await fetch(api.url + path, init);
  const { errors } = (await response.json()) as { errors: ApiError[] };
  return { status: response.status, headers: response.headers, message: errors[0]!.message };
}

describe('an answer by its HTTP status says its own cause', () => {
  it('416: how long the file is, and how to ask', async () => {
    const found = await refused(csv(), { headers: { range: 'bytes=99999999-' } });
    expect(found.status).toBe(416);
    expect(found.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
    expect(found.message).toContain('Content-Range');
    expect(found.message).not.toContain('JSON');
  });

  it('412: that the file is another one', async () => {
    const found = await refused(csv(), { headers: { 'if-match': '"another"' } });
    expect(found).toMatchObject({ status: 412, message: expect.stringContaining('If-Match') as string });
  });

  it('405: with the methods that the address takes', async () => {
    const files = [csv(), '/export/maps/x', '/export/experiments/x.csv', `/images/${'0'.repeat(64)}.png`];
    for (const path of [
      '/',
      '/health',
      '/healthz',
      '/readyz',
      '/metrics',
      '/s/abc',
      '/views/x/1.png',
      ...files,
    ]) {
      const found = await refused(path, { method: 'DELETE' });
      expect([path, found.status, found.headers.get('allow')]).toEqual([path, 405, 'GET, HEAD']);
      expect(found.message).toContain('DELETE');
    }
    const stream = await refused('/graphql/stream', {});
    expect([stream.status, stream.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each<[string, number, RequestInit, RegExp]>([
    [
      'a coding that is not read',
      415,
      { headers: { ...json, 'content-encoding': 'zstd' }, body: query },
      /gzip/,
    ],
    [
      'a charset that is not read',
      415,
      { headers: { 'content-type': 'application/json; charset=koi8-r' }, body: query },
      /UTF-8/,
    ],
    ['a body that is no JSON', 400, { headers: json, body: '{"query":' }, /no JSON object/],
    [
      'a body that is too long',
      413,
      { headers: json, body: JSON.stringify({ query: 'x'.repeat(300 * 1024) }) },
      /256 KiB/,
    ],
    [
      'a body that unpacks to too much',
      413,
      { headers: { ...json, 'content-encoding': 'gzip' }, body: gzipSync('x'.repeat(400 * 1024)) },
      /256 KiB/,
    ],
  ])('of %s', async (_what, status, init, message) => {
    expect(await refused('/graphql', { method: 'POST', ...init })).toMatchObject({
      status,
      message: expect.stringMatching(message) as string,
    });
  });

  it('400 and 404 of an address: that it is malformed, or that nothing is there', async () => {
    expect(await refused('/images/%E0%A4%A', {})).toMatchObject({
      status: 400,
      message: expect.stringContaining('%25') as string,
    });
    expect(await refused('/nothing', {})).toMatchObject({
      status: 404,
      message: expect.stringContaining('nothing at this address') as string,
    });
    expect(await refused(`/images/${'0'.repeat(64)}.png`, {})).toMatchObject({
      status: 404,
      message: expect.stringContaining('no image') as string,
    });
  });
});
