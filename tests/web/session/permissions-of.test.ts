import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { localHeader } from '../../../web/src/proxy/local-request.ts';
import { permissionsOf } from '../../../web/src/session/permissions-of.ts';

let api: Server | undefined;
const cookie = 'engram_token_3000=engram_ada';
const asked = (more: Record<string, string> = {}) => new Headers({ host: 'localhost:3000', ...more });
const open = { apiUrl: 'http://127.0.0.1:1', apiToken: undefined, scope: 'annotate' };

async function apiThat(status: number, body: unknown): Promise<typeof open> {
  api = createServer((request, response) =>
    request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(body))),
  ).listen(0, '127.0.0.1');
  await once(api, 'listening');
  return { ...open, apiUrl: `http://127.0.0.1:${(api.address() as AddressInfo).port}` };
}
const refusal = (message: string) => ({ errors: [{ message, extensions: { code: 'X' } }] });

afterEach(() => {
  api?.closeAllConnections();
  api?.close();
  api = undefined;
});

describe('a reader', () => {
  it('without a cookie is asked after nowhere', async () => {
    expect(await permissionsOf(asked(), open)).toMatchObject({ session: 'none', mayAnnotate: true });
    expect(await permissionsOf(asked(), { ...open, scope: 'none' })).toMatchObject({
      ...{ session: 'none', mayAnnotate: false, mayRead: false },
    });
  });

  it('whose token may only read might write without it, where everybody may', async () => {
    const viewer = { tokenName: 'Ada', scope: 'READ', expiresAt: '2030-01-01T00:00:00Z' };
    const env = await apiThat(200, { data: { viewer } });
    expect(await permissionsOf(asked({ cookie }), env)).toMatchObject({
      ...{ session: 'valid', mayAnnotate: false, mayAnnotateSignedOut: true },
    });
  });

  it.each([
    ['RUNS_WRITE', true],
    ['ANNOTATE', false],
  ])('whose token has the scope %s may cancel runs: %s', async (scope, mayCancel) => {
    const viewer = { tokenName: 'Ada', scope, expiresAt: '2030-01-01T00:00:00Z' };
    const env = await apiThat(200, { data: { viewer } });
    expect(await permissionsOf(asked({ cookie }), env)).toMatchObject({ mayAnnotate: true, mayCancel });
  });

  it('without a token may cancel runs at this machine alone', async () => {
    const here = asked({ [localHeader]: '1' });
    const auto = { ...open, scope: 'auto', isLocal: true };
    expect(await permissionsOf(here, auto)).toMatchObject({ mayCancel: true });
    expect(await permissionsOf(asked(), auto)).toMatchObject({ mayCancel: false });
    expect(await permissionsOf(here, { ...auto, isLocal: false })).toMatchObject({ mayCancel: false });
    expect(await permissionsOf(here, { ...auto, scope: 'annotate' })).toMatchObject({
      ...{ mayAnnotate: true, mayCancel: false },
    });
  });

  it('whose token the API refuses is signed in no longer', async () => {
    const env = await apiThat(401, refusal('This token is revoked.'));
    expect(await permissionsOf(asked({ cookie }), env)).toMatchObject({
      ...{ session: 'over', mayAnnotate: false, viewer: null, problem: null },
    });
  });

  it.each([
    [429, refusal('Your budget is spent.'), 'Your budget is spent.'],
    [503, refusal('Too many requests.'), 'Too many requests.'],
    [200, refusal('Something failed.'), 'Something failed.'],
    [502, 'no errors', 'The API does not answer. Reload the page when it is back.'],
  ])('of whom the API says nothing now is not signed out: %i', async (status, body, problem) => {
    const env = await apiThat(status, body);
    expect(await permissionsOf(asked({ cookie }), env)).toMatchObject({
      ...{ session: 'unknown', mayAnnotate: true, problem },
    });
  });

  it('is not signed out while the API is away', async () => {
    expect(await permissionsOf(asked({ cookie }), { ...open, scope: 'read' })).toMatchObject({
      ...{ session: 'unknown', mayAnnotate: true, mayAnnotateSignedOut: false },
      problem: 'The API does not answer. Reload the page when it is back.',
    });
  });
});
