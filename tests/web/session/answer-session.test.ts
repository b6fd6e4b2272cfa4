import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { signIn, signOut } from '../../../web/src/session/answer-session.ts';

let api: Server | undefined;
const away = { apiUrl: 'http://127.0.0.1:1', apiToken: 'engram_own' };
const viewer = {
  tokenName: 'Ada',
  scope: 'ANNOTATE',
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
};

/** An API that answers so; `heard` are the headers of what it was asked. */
async function apiThat(answers: (response: ServerResponse) => void) {
  const heard: IncomingHttpHeaders[] = [];
  api = createServer((request, response) => {
    heard.push(request.headers);
    request.resume().on('end', () => answers(response));
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  return { env: { ...away, apiUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}` }, heard };
}
const send = (method: string, body: string | null, headers: Record<string, string> = {}) =>
  new Request('http://localhost:3000/api/session', {
    method,
    body,
    headers: { host: 'localhost:3000', 'content-type': 'application/json', ...headers },
  });
const ada = JSON.stringify({ token: ' engram_ada\n' });
const said = async (answer: Response) => {
  const { errors } = (await answer.json()) as { errors: [{ message: string; extensions: { code: string } }] };
  return [answer.status, errors[0].extensions.code, answer.headers.get('set-cookie')];
};

afterEach(() => {
  api?.closeAllConnections();
  api?.close();
  api = undefined;
});

describe('signing in', () => {
  it('keeps a token that the API knows, which is asked with it and not as the dashboard', async () => {
    const { env, heard } = await apiThat((response) => response.end(JSON.stringify({ data: { viewer } })));
    const answer = await signIn(send('POST', ada), env);
    expect(await answer.json()).toEqual({ tokenName: 'Ada', scope: 'annotate' });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^engram_token_3000=engram_ada; Path=\/; Max-Age=3[56]\d\d; HttpOnly/,
    );
    expect(heard.map(({ authorization }) => authorization)).toEqual(['Bearer engram_ada']);
  });

  it.each(['cross-site', 'same-site', 'none'])('is refused to a request that is %s', async (site) => {
    const { env, heard } = await apiThat((response) => response.end(JSON.stringify({ data: { viewer } })));
    for (const answer of [
      await signIn(send('POST', ada, { 'sec-fetch-site': site }), env),
      signOut(send('DELETE', null, { 'sec-fetch-site': site })),
    ])
      expect(await said(answer)).toEqual([403, 'FORBIDDEN', null]);
    expect(heard).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as %s, which forms of other sites can send',
    async (type) => {
      for (const answer of [
        await signIn(send('POST', ada, { 'content-type': type }), away),
        signOut(send('DELETE', null, { 'content-type': type })),
      ])
        expect(await said(answer)).toEqual([415, 'INVALID_ARGUMENT', null]);
    },
  );

  it.each([
    ['{', 'no JSON'],
    ['null', 'nothing'],
    ['{"token":7}', 'a number'],
    ['{"token":"a b"}', 'two words'],
    ['{"token":"a\\r\\nset-cookie: x=y"}', 'a header'],
    [JSON.stringify({ token: 'engram_ada', more: 'x'.repeat(4_096) }), 'more than 4 KiB'],
  ])('does not ask the API by %s: %s', async (body) => {
    const { env, heard } = await apiThat((response) => response.end(JSON.stringify({ data: { viewer } })));
    expect(await said(await signIn(send('POST', body), env))).toEqual([400, 'INVALID_ARGUMENT', null]);
    expect(heard).toEqual([]);
  });

  it('says that the API is away, and keeps nothing', async () => {
    expect(await said(await signIn(send('POST', ada), away))).toEqual([502, 'API_AWAY', null]);
  });

  it.each([
    [401, 'UNAUTHENTICATED'],
    [429, 'RATE_LIMITED'],
  ])('hands on what the API refuses with %i, and keeps nothing', async (status, code) => {
    const error = { message: 'No.', extensions: { code } };
    const { env } = await apiThat((response) =>
      response.writeHead(status, { 'retry-after': '7' }).end(JSON.stringify({ errors: [error] })),
    );
    expect(await said(await signIn(send('POST', ada), env))).toEqual([status, code, null]);
  });
});

describe('signing out', () => {
  it('makes the browser forget the token', () => {
    const answer = signOut(send('DELETE', null, { 'sec-fetch-site': 'same-origin' }));
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^engram_token_3000=; Path=\/; Max-Age=0; HttpOnly/);
  });
});
