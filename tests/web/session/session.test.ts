import { describe, expect, it } from 'vitest';
import { authorization } from '../../../web/src/env.ts';
import { forgettingCookies, keepingCookie, sessionToken } from '../../../web/src/session/session.ts';

const at = (host: string, more: Record<string, string> = {}) => new Headers({ host, ...more });
const local = 'localhost:3000';
const lasting = { token: 'engram_x', expiresAt: new Date(Date.now() + 90 * 24 * 3_600_000) };
const overTls = { origin: 'https://a.example' };

describe('the cookie of a session', () => {
  it('is for no script, for no other site’s requests, and for TLS alone where the page came by TLS', () => {
    const open = keepingCookie(at(local, { origin: 'http://localhost:3000' }), lasting);
    expect(open).toBe('engram_token_3000=engram_x; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax');
    const safe = keepingCookie(at('a.example', overTls), lasting);
    expect(safe).toBe(
      '__Host-engram_token=engram_x; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure',
    );
    const below = keepingCookie(at('a.example', overTls), lasting, '/lab/engram');
    expect(below).toBe(
      'engram_token+lab+engram=engram_x; Path=/lab/engram; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure',
    );
  });

  it('ends with the token', () => {
    const inAnHour = new Date(Date.now() + 3_600_000);
    const [, seconds] = /Max-Age=(\d+)/.exec(
      keepingCookie(at(local), { token: 'engram_x', expiresAt: inAnHour }),
    )!;
    expect(Number(seconds)).toBeGreaterThan(3_590);
    expect(Number(seconds)).toBeLessThanOrEqual(3_600);
    expect(keepingCookie(at(local), { token: 'engram_x', expiresAt: new Date(0) })).toContain('Max-Age=0;');
  });

  it('is forgotten, whatever set it', () => {
    const gone = (name: string, more: string) => expect.stringMatching(`^${name}=; .*Max-Age=0;.*${more}$`);
    expect(forgettingCookies(at(local))).toEqual([gone('engram_token_3000', 'Lax')]);
    expect(forgettingCookies(at('a.example', overTls))).toEqual([
      gone('engram_token', 'Secure'),
      gone('__Host-engram_token', 'Secure'),
    ]);
    expect(forgettingCookies(at('a.example', overTls), '/engram')).toHaveLength(1);
  });

  it('is read by the dashboard of its own port alone', () => {
    const cookie = 'theme=dark; engram_token_3000=engram_one; engram_token_3001=engram_two';
    expect(sessionToken(at(local, { cookie }))).toBe('engram_one');
    expect(sessionToken(at('localhost:3001', { cookie }))).toBe('engram_two');
    expect(sessionToken(at('localhost', { cookie }))).toBeNull();
    expect(sessionToken(at(local))).toBeNull();
  });

  it('is read by the dashboard of its own base path alone', () => {
    const cookie = 'engram_token=engram_root; engram_token+a=engram_a; engram_token+a+b=engram_b';
    const at = (path: string) => sessionToken(new Headers({ host: 'a.example', cookie }), path);
    expect(['', '/a', '/a/b', '/b'].map(at)).toEqual(['engram_root', 'engram_a', 'engram_b', null]);
  });

  it('is rather the one that no subdomain could have set', () => {
    const cookie = 'engram_token=engram_planted; __Host-engram_token=engram_own';
    expect(sessionToken(at('a.example', { cookie }))).toBe('engram_own');
  });

  it.each(['', 'a b', 'a"b', 'ü', 'x'.repeat(201)])('is none when it holds %j', (value) => {
    const headers = { get: (name: string) => (name === 'host' ? local : `engram_token_3000=${value}`) };
    expect(sessionToken(headers)).toBeNull();
  });
});

describe('the API is shown', () => {
  const env = { apiUrl: 'http://127.0.0.1:1', apiToken: 'engram_own' };

  it('the reader’s token, and the dashboard’s own only for who has none', () => {
    const cookie = 'engram_token_3000=engram_ada';
    expect(authorization(env, at(local, { cookie })).authorization).toBe('Bearer engram_ada');
    expect(authorization(env, at(local)).authorization).toBe('Bearer engram_own');
    expect(authorization({ ...env, apiToken: undefined }, at(local))).toEqual({});
  });

  it('no token of the dashboard, and never no header at all, where nobody reads without signing in', () => {
    const none = { ...env, scope: 'none' };
    for (const cookie of ['', 'engram_token_3000=', 'engram_token=engram_ada', 'engram_token_3000="x"'])
      for (const apiToken of [env.apiToken, undefined])
        expect(authorization({ ...none, apiToken }, at(local, { cookie })).authorization).toBe(
          'Bearer signed-out',
        );
    const cookie = 'engram_token_3000=engram_ada';
    expect(authorization(none, at(local, { cookie })).authorization).toBe('Bearer engram_ada');
  });
});
