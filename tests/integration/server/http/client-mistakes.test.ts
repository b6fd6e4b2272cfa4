import { gzipSync } from 'node:zlib';
import { errorTable, protocolCodes } from '@engram/core';
import { afterEach, describe, expect, it } from 'vitest';
import { post, withApi, type Answer } from '../api.ts';
import { sendRaw } from './exchange.ts';

const api = withApi();
const codes = new Set<string>([...protocolCodes, ...Object.values(errorTable).map(({ graphql }) => graphql)]);
codes.delete('INTERNAL_SERVER_ERROR');

afterEach(() => {
  expect(api.logged).toEqual([]);
});

const query = '{ datasets { slug } }';
const json = { 'content-type': 'application/json' };
const progress = 'subscription($id: ID!) { runProgress(id: $id) { phase } }';
const nested = (open: string, inner: string, close: string, times: number): string =>
  open.repeat(times) + inner + close.repeat(times);

/** An error in the one shape, with a documented code that is not ours to mend, and the status expected. */
function expectError(status: number, { status: got, errors }: Answer<unknown>, code?: string): void {
  expect([got, errors?.length ?? 0]).toEqual([status, expect.any(Number)]);
  expect(errors!.length).toBeGreaterThan(0);
  for (const { message, extensions } of errors!) {
    expect(codes).toContain(extensions.code);
    expect(message).not.toMatch(/went wrong in the server/);
  }
  if (code !== undefined) expect(errors![0]!.extensions.code).toBe(code);
}

async function raw(line: string, headers: Record<string, string> = {}, body: string | Buffer = '') {
  const heard = await sendRaw(api.url, line, headers, body);
  const answer: Partial<Answer<unknown>> = heard.body.startsWith('{"errors"')
    ? (JSON.parse(heard.body) as Answer<unknown>)
    : {};
  return { ...answer, ...heard, data: undefined };
}

describe('a GraphQL request', () => {
  it.each<[string, unknown, string?]>([
    ['a subscription', { query: progress, variables: { id: 'x' } }],
    ['no JSON', '{"query": "{'],
    ['JSON that is no object', 'null'],
    ['a batch', [{ query }, { query }]],
    ['an empty batch', []],
    ['a number as its query', { query: 5 }],
    ['a text as its variables', { query, variables: '{"a":1}' }],
    ['a list as its variables', { query, variables: [1] }],
    ['an unknown operation', { query, operationName: 'Nope' }],
    ['an object as its operation', { query, operationName: {} }],
    ['a number as its extensions', { query, extensions: 5 }],
    ['another version of persisted queries', { query, extensions: { persistedQuery: { version: 2 } } }],
    ['a persisted query that is a number', { extensions: { persistedQuery: 5 } }],
    [
      'a hash that is not that of its document',
      { query, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } },
    ],
    ['no operation', { query: 'fragment a on Query { __typename }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a fragment within itself',
      { query: '{ ...a } fragment a on Query { ...a }' },
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['values that are nested without end', { query: `{ nodes(ids: ${'['.repeat(3_800)}` }, 'LIMIT_EXCEEDED'],
    [
      'values that are nested too deeply',
      {
        query: `{ scores(first: 1, filter: ${nested('{run:"x",not:', '{run:"x"}', '}', 400)}) { totalCount } }`,
      },
      'LIMIT_EXCEEDED',
    ],
    ['selections that are nested too deeply', { query: nested('{a', '', '}', 1_000) }, 'LIMIT_EXCEEDED'],
    [
      'a type that is nested too deeply',
      { query: `query($a: ${nested('[', 'Int', ']', 1_900)}) { a }` },
      'LIMIT_EXCEEDED',
    ],
    [
      'extensions that are nested too deeply',
      `{"query":"{ a }","extensions":${nested('{"a":', '1', '}', 9_000)}}`,
      'LIMIT_EXCEEDED',
    ],
    [
      'variables that are nested too deeply',
      `{"query":"query($f: ScoreFilter!) { scores(filter: $f, first: 1) { totalCount } }","variables":{"f":${nested('{"run":"x","or":[', '{"run":"x"}', ']}', 9_000)}}}`,
      'LIMIT_EXCEEDED',
    ],
  ])('that holds %s is refused', async (_what, body, code = 'INVALID_ARGUMENT') => {
    expectError(400, await post(`${api.url}/graphql`, body), code);
  });

  it.each([
    [
      '1e400 as a number',
      'query { scores(first: 1, filter: { run: "x", value: { gte: 1e400 } }) { totalCount } }',
    ],
    ['400 digits as a number', `query { agreement(runs: [], topPercent: ${'9'.repeat(400)}) { k } }`],
  ])('that holds %s is refused before it is executed', async (_what, text) => {
    expectError(400, await api.ask(text), 'INVALID_ARGUMENT');
  });

  it('that fills an argument that must not be null with a null variable is told so', async () => {
    const { first } = api.seed;
    for (const text of [
      `query($x: Direction) { scores(filter: { run: "${first}" }, orderBy: { direction: $x }, first: 1) { totalCount } }`,
      'mutation($x: Boolean) { saveView(name: "a", address: "/", replace: $x) { view { id } } }',
    ])
      expectError(200, await api.ask(text, { x: null }), 'INVALID_ARGUMENT');
  });

  it('that is too deep within a configuration is refused', async () => {
    const text =
      'mutation($c: String) { createRun(input: { dataset: "digits", config: $c }) { run { id } } }';
    expectError(200, await api.ask(text, { c: nested('{"a":', '1', '}', 9_000) }));
  });

  it('that names an unknown document by its hash gets the code that clients of the protocol wait for', async () => {
    const body = { extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } } };
    expectError(200, await post(`${api.url}/graphql`, body), 'PERSISTED_QUERY_NOT_FOUND');
    expectError(400, await post(`${api.url}/graphql/stream`, body), 'PERSISTED_QUERY_NOT_FOUND');
  });
});

describe('a subscription', () => {
  it.each<[string, unknown, string?]>([
    ['no JSON object', [{ query: progress }]],
    ['no GraphQL', { query: '{' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: 'subscription { nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['introspection', { query: 'subscription { __typename }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a query', { query }],
    ['a number as its query', { query: 5 }],
    ['no variables', { query: progress }],
    ['a variable of another type', { query: progress, variables: { id: {} } }],
    ['a text as its variables', { query: progress, variables: 'x' }],
    ['a list as its variables', { query: progress, variables: [1] }],
    ['an unknown operation', { query: progress, operationName: 'Nope', variables: { id: 'x' } }],
    ['a number as its operation', { query: progress, operationName: 5, variables: { id: 'x' } }],
    ['a number as its extensions', { extensions: 5 }],
    ['no id of a run', { query: progress, variables: { id: '\u0000' } }],
    [
      'values nested without end',
      { query: `subscription { runProgress(id: ${'['.repeat(3_900)}` },
      'LIMIT_EXCEEDED',
    ],
  ])('that holds %s is refused', async (_what, body, code) => {
    const answer = await post<unknown>(`${api.url}/graphql/stream`, body).catch(() => null);
    // What is found wrong by the subscription itself is an event of its stream.
    if (answer) expectError(400, answer, code);
    else {
      const heard = await raw('POST /graphql/stream', json, JSON.stringify(body));
      expect([heard.status, heard.body]).toEqual([200, expect.stringContaining('"code":"INVALID_ARGUMENT"')]);
    }
  });

  it('of a client that accepts no events is refused', async () => {
    const body = JSON.stringify({ query: progress, variables: { id: api.seed.first } });
    expectError(406, await raw('POST /graphql/stream', { ...json, accept: 'text/html' }, body));
    expect((await raw('POST /graphql/stream', { ...json, accept: '*/*' }, body)).body).toContain('"done"');
  });
});

describe('a body', () => {
  const body = JSON.stringify({ query });

  it.each<[string, number, Record<string, string>, string | Buffer]>([
    ['a form', 400, { 'content-type': 'application/x-www-form-urlencoded' }, 'query=a'],
    [
      'multipart',
      400,
      { 'content-type': 'multipart/form-data; boundary=x', 'apollo-require-preflight': '1' },
      '--x--',
    ],
    ['text', 400, { 'content-type': 'text/plain' }, body],
    ['Latin 1', 415, { 'content-type': 'application/json; charset=latin1' }, body],
    ['an unknown charset', 415, { 'content-type': 'application/json; charset=bogus' }, body],
    ['an unknown encoding', 415, { ...json, 'content-encoding': 'zip' }, body],
    ['plain where gzip is said', 400, { ...json, 'content-encoding': 'gzip' }, body],
    [
      'a gzip that unpacks to too much',
      413,
      { ...json, 'content-encoding': 'gzip' },
      gzipSync(Buffer.alloc(5_000_000, ' ')),
    ],
    ['said to be 100 GB long', 413, { ...json, 'content-length': '100000000000' }, body],
  ])('that is %s is refused, with %i', async (_what, status, headers, bytes) => {
    expectError(status, await raw('POST /graphql', headers, bytes));
  });

  it('in gzip, in pieces or after 100 Continue is read', async () => {
    for (const [headers, bytes] of [
      [{ 'content-encoding': 'gzip' }, gzipSync(body)],
      [
        { 'transfer-encoding': 'chunked', 'content-length': undefined },
        `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
      ],
      [{ expect: '100-continue' }, body],
    ] as [Record<string, string>, string | Buffer][]) {
      const given = Object.fromEntries(Object.entries({ ...json, ...headers }).filter(([, value]) => value));
      if (headers['transfer-encoding']) {
        const { exchange } = await import('./exchange.ts');
        const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
        expect(await exchange(api.url, head + bytes.toString())).toContain('digits');
      } else expect((await raw('POST /graphql', given, bytes)).body).toContain('digits');
    }
  });
});

describe('a method', () => {
  it.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])(
    '%s is answered with 405 by /graphql',
    async (method) => {
      const heard = await raw(`${method} /graphql`);
      expectError(405, heard, 'INVALID_ARGUMENT');
      expect(heard.headers.allow).toBe('GET, HEAD, POST, OPTIONS');
      expectError(405, await raw(`${method} /graphql/stream`));
    },
  );

  it('that opens a tunnel is refused in words, and an upgrade is not taken', async () => {
    expectError(405, await raw('CONNECT localhost:80'));
    expect((await raw('GET /health', { connection: 'upgrade, close', upgrade: 'websocket' })).status).toBe(
      200,
    );
  });

  it('GET takes queries alone', async () => {
    const preflight = { 'apollo-require-preflight': '1' };
    const ask = (text: string) => raw(`GET /graphql?query=${encodeURIComponent(text)}`, preflight);
    expect((await ask(query)).body).toContain('digits');
    expectError(405, await ask('mutation { removeView(id: "x") { id } }'));
    expectError(405, await ask('subscription { runProgress(id: "x") { phase } }'));
    expectError(400, await ask(`{ nodes(ids: ${'['.repeat(3_900)}`), 'LIMIT_EXCEEDED');
    expectError(400, await raw(`GET /graphql?query=%7Ba%7D&variables=${'['.repeat(9_000)}`, preflight));
    expectError(400, await raw('GET /graphql?query=%zz', preflight));
  });
});

describe('an address', () => {
  it.each([
    '/export/runs/%zz.parquet',
    '/export/runs/%ff.csv',
    '/export/runs/%00.csv',
    '/export/runs/x.exe',
    '/images/%zz',
    `/images/${'a'.repeat(64)}%00`,
    '/views/%zz/1.png',
    '/views/x/1.png',
    '/s/%zz',
  ])('%s is refused in the shape of every error', async (path) => {
    expectError(400, await raw(`GET ${path}`), 'INVALID_ARGUMENT');
  });

  it('that is longer than 16 KiB is refused', async () => {
    expectError(431, await raw(`GET /${'x'.repeat(17_000)}`), 'LIMIT_EXCEEDED');
  });
});

describe('a file', () => {
  it('is told apart from ranges and conditions that it does not meet, in words and not as a file', async () => {
    const file = `GET /export/runs/${api.seed.first}.csv`;
    const range = await raw(file, { range: 'bytes=99999999-' });
    expectError(416, range);
    expect(range.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8' });
    expect(range.headers['content-range']).toMatch(/^bytes \*\/\d+$/);
    expect(range.headers['content-disposition']).toBeUndefined();
    expect(range.errors![0]!.message).toContain('no such range of bytes');
    for (const match of ['"x"', 'W/"x"', 'x', '"']) {
      expectError(412, await raw(file, { 'if-match': match }));
      expect((await raw(file, { 'if-none-match': match })).status).toBe(200);
    }
    for (const odd of ['bytes=a-b', 'items=0-1', 'bytes=', 'bytes=0-1,3-4'])
      expect((await raw(file, { range: odd })).status).toBe(200);
    expect((await raw(file, { 'if-none-match': '*' })).status).toBe(304);
  });
});

it('an upload that breaks off is nobody’s error', async () => {
  const { connect } = await import('node:net');
  const { port } = new URL(api.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"qu',
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect((await api.ask(query)).status).toBe(200);
});
