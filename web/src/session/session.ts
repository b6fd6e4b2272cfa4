import { basePath } from '../base-path.ts';

/** Longest that a browser stays signed in, however long the token is good for. */
const longestMs = 30 * 24 * 3_600_000;

const tokenPattern = /^[\w.~+/=-]{1,200}$/;

/** Whether the text may be sent as a bearer token at all (RFC 6750, section 2.1). */
export const isTokenShaped = (text: string): boolean => tokenPattern.test(text);

/**
 * The token that a reader signed in with; null without one. Browsers keep cookies by host without its port: with port and base path in
 * its name, two dashboards of one host do not get each other's.
 */
export function sessionToken(headers: Pick<Headers, 'get'>, path = basePath): string | null {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  const name = cookieName(headers, path);
  // The first is one that only this host can have set, over TLS.
  for (const wanted of [hostPrefix + name, name])
    for (const [key, ...value] of pairs) {
      const token = value.join('=');
      if (key === wanted && isTokenShaped(token)) return token;
    }
  return null;
}

/** The header Set-Cookie by which a browser keeps a token where no script of a page reads it. */
export function keepingCookie(
  headers: Pick<Headers, 'get'>,
  { token, expiresAt }: { token: string; expiresAt: Date },
  path = basePath,
): string {
  const leftMs = Math.min(longestMs, expiresAt.getTime() - Date.now());
  const prefix = isOverTls(headers) && path === '' ? hostPrefix : '';
  return cookie(headers, { name: prefix + cookieName(headers, path), value: token, path, leftMs });
}

/** The headers Set-Cookie by which a browser forgets it, however it came by it. */
export function forgettingCookies(headers: Pick<Headers, 'get'>, path = basePath): string[] {
  const name = cookieName(headers, path);
  const names = isOverTls(headers) && path === '' ? [name, hostPrefix + name] : [name];
  return names.map((each) => cookie(headers, { name: each, value: '', path, leftMs: 0 }));
}

/** Browsers take a cookie of such a name only over TLS, for '/', and from the host itself: no subdomain beside it can set one. */
const hostPrefix = '__Host-';

/** Browsers say in it how they reached the page, whatever proxies stand between. */
const isOverTls = (headers: Pick<Headers, 'get'>): boolean =>
  headers.get('origin')?.startsWith('https://') ?? false;

function cookie(
  headers: Pick<Headers, 'get'>,
  { name, value, path, leftMs }: { name: string; value: string; path: string; leftMs: number },
): string {
  const maxAgeSeconds = Math.max(0, Math.floor(leftMs / 1000));
  const secure = isOverTls(headers) ? '; Secure' : '';
  return `${name}=${value}; Path=${path || '/'}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

function cookieName(headers: Pick<Headers, 'get'>, path: string): string {
  const [, port] = /:(\d+)$/.exec(headers.get('host') ?? '') ?? [];
  // A name of a cookie has no slash.
  return `engram_token${port === undefined ? '' : `_${port}`}${path.replaceAll('/', '+')}`;
}
