import { basePath } from '../base-path.ts';

/** Longest that a browser stays signed in, however long the token is good for. */
const longestMs = 30 * 24 * 3_600_000;

const tokenPattern = /^[\w.~+/=-]{1,200}$/;

/** Whether the text may be sent as a bearer token at all (RFC 6750, section 2.1). */
export const isTokenShaped = (text: string): boolean => tokenPattern.test(text);

/**
 * The token that a reader signed in with; null without one. Browsers keep cookies by host without its port: with the port in its name,
 * two dashboards of one machine do not get each other's.
 */
export function sessionToken(headers: Pick<Headers, 'get'>): string | null {
  const name = cookieName(headers);
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    const token = value.join('=');
    if (key === name && isTokenShaped(token)) return token;
  }
  return null;
}

/** The header Set-Cookie by which a browser keeps a token where no script of a page reads it. */
export function keepingCookie(headers: Pick<Headers, 'get'>, token: string, expiresAt: Date | null): string {
  const leftMs = expiresAt === null ? longestMs : Math.min(longestMs, expiresAt.getTime() - Date.now());
  return cookie(headers, token, Math.max(0, Math.floor(leftMs / 1000)));
}

/** The header Set-Cookie by which a browser forgets it. */
export const forgettingCookie = (headers: Pick<Headers, 'get'>): string => cookie(headers, '', 0);

function cookie(headers: Pick<Headers, 'get'>, value: string, maxAgeSeconds: number): string {
  // Browsers say in it how they reached the page, whatever proxies stand between.
  const secure = headers.get('origin')?.startsWith('https://') ? '; Secure' : '';
  return `${cookieName(headers)}=${value}; Path=${basePath || '/'}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

function cookieName(headers: Pick<Headers, 'get'>): string {
  const [, port] = /:(\d+)$/.exec(headers.get('host') ?? '') ?? [];
  return port === undefined ? 'engram_token' : `engram_token_${port}`;
}
