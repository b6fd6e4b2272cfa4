import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebEnv } from '../../../web/src/env.ts';
import { proxyGraphql } from '../../../web/src/proxy/proxy-graphql.ts';
import { proxyStream } from '../../../web/src/proxy/proxy-stream.ts';
import { proxyImage, proxyPolicyViews, proxyViews } from '../../../web/src/proxy/proxy-image.ts';
import hashes from '../../../web/src/graphql/document-hashes.json' with { type: 'json' };

let api: Server | undefined;
const closed = { apiUrl: 'http://127.0.0.1:1', apiToken: 'engram_secret' };
const hash = 'ab'.repeat(32);

async function startApi(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<WebEnv> {
  api = createServer(handle);
  await new Promise<void>((resolve) => api!.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  return { apiUrl, apiToken: 'engram_secret' };
}

const ownQuery = (variables: object = {}) =>
  JSON.stringify({
    operationName: 'Run',
    variables,
    extensions: { persistedQuery: { version: 1, sha256Hash: hashes.Run } },
  });
const ask = (body: string, headers: Record<string, string> = {}) =>
  new Request('http://dashboard/api/graphql', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: [{ extensions: { code: string } }] };
  return errors[0].extensions.code;
};

afterEach(() => {
  api?.closeAllConnections();
  api?.close();
  api = undefined;
});

describe('a query of our own pages', () => {
  it('reaches the API by its hash and with the token; its answer, status and limits come back, the token does not', async () => {
    const url = await startApi((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        response.writeHead(429, {
          'content-type': 'application/json',
          'retry-after': '7',
          'set-cookie': 'a=b',
        });
        const { cookie = null, authorization } = request.headers;
        response.end(JSON.stringify({ path: request.url, body: JSON.parse(body), cookie, authorization }));
      });
    });
    const answer = await proxyGraphql(
      ask(ownQuery({ id: 'r' }), { cookie: 'secret=1', authorization: 'Bearer theirs' }),
      url,
    );
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(JSON.stringify([...answer.headers])).not.toContain('engram_secret');
    expect(await answer.json()).toEqual({
      path: '/graphql',
      body: {
        variables: { id: 'r' },
        extensions: { persistedQuery: { version: 1, sha256Hash: hashes.Run } },
      },
      cookie: null,
      authorization: 'Bearer engram_secret',
    });
  });

  it('of a page made for who had signed in is asked as nobody else once their cookie has ended', async () => {
    const url = await startApi((request, response) => response.end(request.headers.authorization));
    const signedIn = { 'x-engram-signed-in': '1', host: 'localhost:3000' };
    for (const cookie of ['', 'engram_token_3001=engram_ada', 'engram_token_3000='])
      for (const proxy of [proxyGraphql, proxyStream]) {
        const answer = await proxy(ask(ownQuery(), { ...signedIn, cookie }), url);
        expect([answer.status, await codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      }
    const cookie = 'engram_token_3000=engram_ada';
    const answer = await proxyGraphql(ask(ownQuery(), { ...signedIn, cookie }), url);
    expect(await answer.text()).toBe('Bearer engram_ada');
  });

  it.each([
    '{"query":"{ runs(first: 1) { nodes { id } } }"}',
    '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"0"}}}',
    ownQuery().replace('{', '{"query":"{ datasets { id } }",'),
    `[${ownQuery()}]`,
    'null',
    '{',
  ])('is refused when it is not a document of our pages: %s', async (body) => {
    const url = await startApi((_, response) => response.end('reached'));
    const answer = await proxyGraphql(ask(body), url);
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'FORBIDDEN']);
  });

  it('is told to load its page again when its hash is that of another version', async () => {
    const url = await startApi((_, response) => response.end('reached'));
    const answer = await proxyGraphql(ask(ownQuery().replace(hashes.Run, '0'.repeat(64))), url);
    expect([answer.status, await codeOf(answer)]).toEqual([404, 'PERSISTED_QUERY_NOT_FOUND']);
  });

  it('is refused when its variables are nested too deeply to be written anew', async () => {
    const deep = ownQuery().replace(
      '"variables":{}',
      `"variables":{"id":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    );
    const answer = await proxyGraphql(ask(deep), closed);
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'LIMIT_EXCEEDED']);
  });

  it('is told that the API is away when nothing listens', async () => {
    const answer = await proxyGraphql(ask(ownQuery()), closed);
    expect(answer.status).toBe(502);
    expect(await codeOf(answer)).toBe('API_AWAY');
  });

  it('is refused from another site', async () => {
    const answer = await proxyGraphql(ask('{}', { 'sec-fetch-site': 'cross-site' }), closed);
    expect([answer.status, await codeOf(answer)]).toEqual([403, 'FORBIDDEN']);
  });

  it('is refused unless it is JSON, which no foreign form can send', async () => {
    expect((await proxyGraphql(ask('{}', { 'content-type': 'text/plain' }), closed)).status).toBe(415);
  });

  it('is refused when it is longer than 256 KiB, whether or not it says so', async () => {
    const long = 'x'.repeat(256 * 1024 + 1);
    expect((await proxyGraphql(ask(long), closed)).status).toBe(413);
    const body = new ReadableStream({
      start: (stream) => (stream.enqueue(new TextEncoder().encode(long)), stream.close()),
    });
    const streamed = new Request('http://dashboard/api/graphql', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit);
    expect((await proxyGraphql(streamed, closed)).status).toBe(413);
  });
});

describe('an image', () => {
  it.each([429, 503])('that the API has no time for now is not said to be missing: %i', async (status) => {
    const url = await startApi((_, response) => response.writeHead(status, { 'retry-after': '7' }).end());
    const answer = await proxyImage(new Request('http://dashboard/api/images/x'), hash, url);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '7']);
  });
});

describe('a mutation of our own pages', () => {
  const tag = JSON.stringify({
    variables: { datapoints: ['x'], tags: ['odd'] },
    extensions: { persistedQuery: { version: 1, sha256Hash: hashes.AddTags } },
  });
  const here = { isLocal: true, scope: 'auto' };
  const statusAs = async (settings: Partial<WebEnv>, local: string | null, body = tag) => {
    const url = await startApi((_, response) => response.end('{}'));
    const headers: Record<string, string> = local === null ? {} : { 'x-engram-local': local };
    const answer = await proxyGraphql(ask(body, headers), { ...url, ...settings });
    api!.close();
    return answer.status;
  };

  it('is handed on when it comes from the machine of a dashboard that listens to it alone', async () =>
    expect(await statusAs(here, '1')).toBe(200));

  it.each<[string, Partial<WebEnv>, string | null]>([
    ['a page that rebinds its name, or a stranger behind a proxy', here, '0'],
    ['whoever did not come through the request guard', here, null],
    ['whoever reaches a dashboard that listens elsewhere', { isLocal: false, scope: 'auto' }, '1'],
    ['everybody where the setting says read', { isLocal: true, scope: 'read' }, '1'],
    ['everybody under a setting that is not known', { isLocal: true, scope: 'admin' }, '1'],
  ])('is refused to %s, who may still read', async (_, settings, local) => {
    expect(await statusAs(settings, local)).toBe(403);
    expect(await statusAs(settings, local, ownQuery())).toBe(200);
  });

  it('is handed on from everywhere where the setting says so', async () => {
    expect(await statusAs({ isLocal: false, scope: 'annotate' }, '0')).toBe(200);
  });

  it('is refused from another site and as anything but JSON, wherever it may be sent from', async () => {
    const open = { ...closed, scope: 'annotate' };
    expect((await proxyGraphql(ask(tag, { 'sec-fetch-site': 'cross-site' }), open)).status).toBe(403);
    expect((await proxyGraphql(ask(tag, { 'content-type': 'text/plain' }), open)).status).toBe(415);
  });
});

describe('a subscription of our own pages', () => {
  const subscription = JSON.stringify({
    variables: { id: 'r' },
    extensions: { persistedQuery: { version: 1, sha256Hash: hashes.RunProgress } },
  });
  const events = (response: ServerResponse) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' });

  it('gets its events one by one as they come, and leaves the API when its reader leaves', async () => {
    let left: Promise<unknown> | undefined;
    let say = (_text: string) => {};
    const url = await startApi((request, response) => {
      left = once(response, 'close');
      say = (text) => void response.write(text);
      events(response).write(`data: ${request.url} ${request.headers.authorization}\n\n`);
    });
    const leave = new AbortController();
    const request = new Request(ask(subscription), { signal: leave.signal });
    const answer = await proxyStream(request, url);
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    expect(answer.headers.get('cache-control')).toContain('no-transform');
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: /graphql/stream Bearer engram_secret\n\n');
    say('data: second\n\n');
    expect((await reader.read()).value).toBe('data: second\n\n');
    leave.abort();
    await left;
    expect((await reader.read()).done).toBe(true);
  });

  it('ends in good order when the API breaks off', async () => {
    const url = await startApi((_, response) => {
      events(response).write('data: first\n\n', () => response.destroy());
    });
    const answer = await proxyStream(ask(subscription), url);
    expect(await answer.text()).toBe('data: first\n\n');
  });

  it('is refused like a query when it is not ours, comes from elsewhere, or the API is away', async () => {
    const foreign = await proxyStream(
      ask('{"query":"subscription { runProgress(id: 1) { phase } }"}'),
      closed,
    );
    expect([foreign.status, await codeOf(foreign)]).toEqual([403, 'FORBIDDEN']);
    const elsewhere = await proxyStream(ask(subscription, { 'sec-fetch-site': 'cross-site' }), closed);
    expect(elsewhere.status).toBe(403);
    const away = await proxyStream(ask(subscription), closed);
    expect([away.status, await codeOf(away)]).toEqual([502, 'API_AWAY']);
  });
});

describe('an image of a datapoint', () => {
  const request = new Request(`http://dashboard/api/images/${hash}`);

  it('comes from the API by its hash, with the token, and may be kept for good', async () => {
    const url = await startApi((asked, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(`${asked.url} ${asked.headers.authorization}`);
    });
    const answer = await proxyImage(request, hash, url);
    expect(await answer.text()).toBe(`/images/${hash}.png Bearer engram_secret`);
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is nothing but an image', async () => {
    const url = await startApi((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<script>'),
    );
    expect((await proxyImage(request, hash, url)).status).toBe(502);
  });

  it.each(['..', '../graphql', 'AB'.repeat(32), hash.slice(1)])(
    'is named by a hash alone, not by %s',
    async (name) => {
      expect((await proxyImage(request, name, closed)).status).toBe(400);
    },
  );

  it('that does not exist is not found', async () => {
    const url = await startApi((_, response) => response.writeHead(404).end());
    expect((await proxyImage(request, hash, url)).status).toBe(404);
  });

  it('that is damaged is not told as an API that does not answer', async () => {
    const url = await startApi((_, response) => response.writeHead(500).end());
    const answer = await proxyImage(request, hash, url);
    expect(answer.status).toBe(500);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toContain('The API returned no image');
    const away = await proxyImage(request, hash, closed);
    expect([away.status, await away.text()]).toEqual([502, 'The API does not answer.']);
  });
});

describe('the picture of the views of a policy', () => {
  const dataset = '0e7b2f9c-3a43-4b6f-9c0e-8a8f1d1f2a3b';
  const query = new URLSearchParams({ policy: '{"operations":[{"key":"blur"}]}', count: '10', seed: '3' });
  const request = (search: string) => new Request(`http://dashboard/api/policy-views/${dataset}/7?${search}`);

  it('is asked for with policy, number and seed, and nothing else of the query, and kept for an hour', async () => {
    const env = await startApi(({ url, headers }, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end(`${url} ${headers.authorization}`);
    });
    const answer = await proxyPolicyViews(request(`${query}&x=1`), { dataset, index: '7' }, env);
    expect(answer.headers.get('cache-control')).toBe('private, max-age=3600');
    expect(await answer.text()).toBe(`/policy-views/${dataset}/7.png?${query} Bearer engram_secret`);
  });

  it.each([
    ['../x', '7'],
    [dataset, '7.png'],
  ])('is not asked for by names that could lead elsewhere: %s %s', async (name, index) => {
    const answer = await proxyPolicyViews(request(String(query)), { dataset: name, index }, closed);
    expect(answer.status).toBe(400);
  });
});

describe('the picture of views', () => {
  const run = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const request = new Request(`http://dashboard/api/views/${run}/7`);

  it('comes from the API with the token, to be kept for good', async () => {
    const url = await startApi((heard, response) =>
      response
        .writeHead(200, { 'content-type': 'image/png' })
        .end(`${heard.url} ${heard.headers.authorization}`),
    );
    const answer = await proxyViews(request, { run, index: '7' }, url);
    expect(await answer.text()).toBe(`/views/${run}/7.png Bearer engram_secret`);
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  });

  it.each([
    ['..', '7'],
    [run.slice(1), '7'],
    [run, '../7'],
    [run, '-1'],
  ])('is named by a run and an index alone, not by %s and %s', async (id, index) => {
    expect((await proxyViews(request, { run: id, index }, closed)).status).toBe(400);
  });
});
