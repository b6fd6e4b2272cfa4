import { isLoopbackName } from '@engram/core';
import { readerHeader } from './proxy/reader.ts';
import { sessionToken } from './session/session.ts';

/** Settings of the dashboard's server; read when a request arrives, so that one build serves any API. */
export interface WebEnv {
  /** Where the GraphQL API listens, without a trailing slash. */
  apiUrl: string;
  /** Token for an API that asks for one; it never leaves this server. */
  apiToken: string | undefined;
  /** Whether this dashboard listens to its own machine alone. */
  isLocal?: boolean;
  /** What its readers may do without signing in; `auto`: annotate where only this machine reaches it. */
  scope?: string;
  /** Where people reach the API; absent where nobody said. */
  publicUrl?: string;
}

export function readEnv(env: Record<string, string | undefined> = process.env): WebEnv {
  const apiUrl = env.ENGRAM_API_URL || `http://127.0.0.1:${env.ENGRAM_API_PORT || '4000'}`;
  return {
    apiUrl: apiUrl.replace(/\/+$/, ''),
    apiToken: env.ENGRAM_API_TOKEN || undefined,
    isLocal: isLoopbackName(env.ENGRAM_WEB_HOST || '127.0.0.1'),
    scope: env.ENGRAM_DASHBOARD_SCOPE || 'auto',
    ...(env.ENGRAM_PUBLIC_URL && { publicUrl: env.ENGRAM_PUBLIC_URL.replace(/\/+$/, '') }),
  };
}

/** Shown where the dashboard asks for nobody: no token starts like it, and without a header the API might take the request for one of this machine's own. */
const nobody = 'signed-out';

/**
 * The headers by which this server shows a token to the API, the reader's or else its own, and says for which reader it asks: what the
 * API shares out, it shares among readers. With the scope `none` this server never shows its own: the request guard is not the only lock.
 * @param asked headers of the reader's request
 */
export function authorization(
  { apiToken, scope }: WebEnv,
  asked: Pick<Headers, 'get'>,
): Record<string, string> {
  const reader = asked.get(readerHeader);
  const token = sessionToken(asked) ?? (scope === 'none' ? nobody : apiToken);
  return {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(reader !== null && { [readerHeader]: reader }),
  };
}
