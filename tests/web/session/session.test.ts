import { describe, expect, it } from 'vitest';
import { authorization } from '../../../web/src/env.ts';
import { forgettingCookie, keepingCookie, sessionToken } from '../../../web/src/session/session.ts';

const at = (host: string, more: Record<string, string> = {}) => new Headers({ host, ...more });
const local = 'localhost:3000';

describe('the cookie of a session', () => {
  it('is for no script, for no other site’s requests, and for TLS alone where the page came by TLS', () => {
    const open = keepingCookie(at(local, { origin: 'http://localhost:3000' }), 'engram_x', null);
    expect(open).toBe('engram_token_3000=engram_x; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax');
    const safe = keepingCookie(at('a.example', { origin: 'https://a.example' }), 'engram_x', null);
    expect(safe).toBe('engram_token=engram_x; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax; Secure');
  });

  it('ends with the token', () => {
    const inAnHour = new Date(Date.now() + 3_600_000);
    const [, seconds] = /Max-Age=(\d+)/.exec(keepingCookie(at(local), 'engram_x', inAnHour))!;
    expect(Number(seconds)).toBeGreaterThan(3_590);
    expect(Number(seconds)).toBeLessThanOrEqual(3_600);
    expect(keepingCookie(at(local), 'engram_x', new Date(0))).toContain('Max-Age=0;');
    expect(forgettingCookie(at(local))).toMatch(/^engram_token_3000=; .*Max-Age=0;/);
  });

  it('is read by the dashboard of its own port alone', () => {
    const cookie = 'theme=dark; engram_token_3000=engram_one; engram_token_3001=engram_two';
    expect(sessionToken(at(local, { cookie }))).toBe('engram_one');
    expect(sessionToken(at('localhost:3001', { cookie }))).toBe('engram_two');
    expect(sessionToken(at('localhost', { cookie }))).toBeNull();
    expect(sessionToken(at(local))).toBeNull();
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
  });
});
