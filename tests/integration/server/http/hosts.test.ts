import { describe, expect, it } from 'vitest';
import { sendRaw } from '../../../helpers/raw-http.ts';
import { makeToken, withServer } from './access.ts';
import { withApi } from '../api.ts';

const api = withApi();
const query = JSON.stringify({ query: '{ datasets { slug } }' });

/** Status and code of a query that is sent with these headers, written as they are. */
async function asked(url: string, headers: string[], { version = '1.1', path = '/graphql' } = {}) {
  const { status, body } = await sendRaw(
    url,
    [
      `POST ${path} HTTP/${version}`,
      'content-type: application/json',
      `content-length: ${query.length}`,
      'connection: close',
      ...headers,
    ],
    query,
  );
  if (body.includes('digits')) return status;
  const { errors } = JSON.parse(body) as { errors: [{ message: string; extensions: { code: string } }] };
  return `${status} ${errors[0].extensions.code}`;
}

describe('an API on loopback', () => {
  it.each(['localhost', 'LOCALHOST:80', 'localhost.', '127.0.0.1:4000', '[::1]:4000'])(
    'answers whoever asks for %s',
    async (host) => expect(await asked(api.url, [`Host: ${host}`])).toBe(200),
  );

  it.each<[string, string[], string]>([
    ['a name that is pointed at this machine', ['Host: evil.example:4000'], '403 FORBIDDEN'],
    ['several names', ['Host: localhost', 'Host: localhost'], '400 INVALID_ARGUMENT'],
    ['no name', [], '400 INVALID_ARGUMENT'],
    ['what is no name', ['Host: local host'], '400 INVALID_ARGUMENT'],
    ['an empty name', ['Host: '], '401 UNAUTHENTICATED'],
    ['what a proxy forwarded', ['Host: localhost', 'X-Forwarded-For: 203.0.113.9'], '401 UNAUTHENTICATED'],
    ['what claims to be from here', ['Host: localhost', 'X-Forwarded-For: 127.0.0.1'], '401 UNAUTHENTICATED'],
    ['a page elsewhere', ['Host: localhost', 'Origin: https://evil.example'], '401 UNAUTHENTICATED'],
  ])('does not answer %s', async (_what, headers, refusal) =>
    expect(await asked(api.url, headers)).toBe(refusal),
  );

  it('does not answer a request for a whole address of another name', async () =>
    expect(await asked(api.url, ['Host: localhost'], { path: 'http://evil.example/graphql' })).toBe(
      '403 FORBIDDEN',
    ));

  it('takes HTTP/1.0 for forwarded, whatever name it gives, and answers it with a token', async () => {
    const version = '1.0';
    const token = `Authorization: Bearer ${await makeToken(api)}`;
    for (const headers of [[], ['Host: 127.0.0.1:4000']]) {
      expect(await asked(api.url, headers, { version })).toBe('401 UNAUTHENTICATED');
      expect(await asked(api.url, [...headers, token], { version })).toBe(200);
    }
  });

  it('says its health to a probe of HTTP/1.0 that gives no name, and to no unknown name', async () => {
    expect(await sendRaw(api.url, ['GET /health HTTP/1.0'])).toMatchObject({
      status: 200,
      body: '{"status":"ok"}',
    });
    for (const path of ['/', '/health', '/graphiql', '/images/x.png', '/nowhere'])
      expect(
        await sendRaw(api.url, [`GET ${path} HTTP/1.1`, 'Host: evil.example', 'Connection: close']),
      ).toMatchObject({ status: 403, body: expect.stringContaining('ENGRAM_ALLOWED_HOSTS') as string });
  });

  it('serves configured names to whoever has a token', async () => {
    const token = `Authorization: Bearer ${await makeToken(api)}`;
    const options = { allowedHosts: 'scores.example.org', publicUrl: 'https://public.example/engram/api' };
    await withServer(api, options, async ({ url }) => {
      for (const host of ['Host: scores.example.org', 'Host: public.example:443']) {
        expect(await asked(url, [host])).toBe('401 UNAUTHENTICATED');
        expect(await asked(url, [host, token])).toBe(200);
      }
      expect(await asked(url, ['Host: evil.example', token])).toBe('403 FORBIDDEN');
    });
  });

  it('believes the proxy that it is told to, and only what points to this machine', async () => {
    await withServer(api, { trustedProxy: '127.0.0.1' }, async ({ url }) => {
      const host = ['Host: localhost', 'X-Forwarded-Host: localhost'];
      expect(await asked(url, [...host, 'X-Forwarded-For: 127.0.0.1'], { version: '1.0' })).toBe(200);
      for (const client of ['203.0.113.9', '127.0.0.1, 203.0.113.9', 'unknown', ''])
        expect(await asked(url, [...host, `X-Forwarded-For: ${client}`])).toBe('401 UNAUTHENTICATED');
    });
  });
});

describe('an API below a path', () => {
  it('answers with and without the path, and its links stay below it', async () => {
    const publicUrl = 'https://public.example/engram/api';
    await withServer(api, { publicUrl }, async ({ url }) => {
      const get = (path: string) =>
        sendRaw(url, [`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close']);
      for (const path of ['/engram/api/health', '/health']) expect((await get(path)).status).toBe(200);
      expect((await get('/engram/apis/health')).status).toBe(404);
      expect((await get('/engram/api')).head).toContain(`Location: ${publicUrl}/`);
      expect((await get('/engram/api/')).body).toContain(`${publicUrl}/graphql</pre>`);
    });
  });
});
