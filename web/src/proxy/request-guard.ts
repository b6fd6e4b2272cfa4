import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { choiceSetting, clientAddressOf, dashboardScopes, hostPolicyOf, requestOrigin } from '@engram/core';
import { ownRoutes } from '../base-path.ts';
import { localHeader } from './local-request.ts';
import { readerHeader, readerOf } from './reader.ts';
import { sessionToken } from '../session/session.ts';

export interface GuardSettings {
  /** Address that the dashboard listens on. */
  host: string;
  /** Path that it lies below, such as '/engram'; '' at the root. */
  basePath: string;
  /** Takes ENGRAM_ALLOWED_HOSTS, ENGRAM_TRUSTED_PROXY, ENGRAM_PUBLIC_URL and ENGRAM_DASHBOARD_SCOPE. */
  env: NodeJS.ProcessEnv;
}

/**
 * What every request passes before Next sees it: unknown hosts and other sites are refused, whether it came from this machine is
 * noted in a header of our own, and its address is brought below the base path.
 * @throws DomainError INVALID_ARGUMENT naming the setting
 */
export function createRequestGuard({ host, basePath, env }: GuardSettings) {
  const policy = hostPolicyOf({
    host,
    allowedHosts: env.ENGRAM_ALLOWED_HOSTS,
    trustedProxy: env.ENGRAM_TRUSTED_PROXY,
    publicUrl: env.ENGRAM_PUBLIC_URL,
  });
  // A misspelt `none` must not let everybody read.
  const scope = choiceSetting('ENGRAM_DASHBOARD_SCOPE', env.ENGRAM_DASHBOARD_SCOPE, dashboardScopes);
  return (handle: RequestListener): RequestListener =>
    (request, response) => {
      request.url = belowBasePath(pathOf(request.url), basePath);
      const isApi = request.url.startsWith(`${basePath}/api/`);
      const origin = requestOrigin(request, policy);
      if (origin.kind === 'rejected') return sendError(response, isApi, origin.status, origin.message);
      if (!isDecodable(request.url))
        return sendError(
          response,
          isApi,
          400,
          'The address cannot be decoded: each % must be followed by two hexadecimal digits, and the result must be UTF-8.',
        );
      if ((isApi || isCard(request.url)) && isCrossSite(request))
        return sendError(
          response,
          isApi,
          403,
          'Another site sent this request; only pages of the dashboard may.',
        );
      if (scope === 'none' && !isOpen(request.url, basePath) && !isSignedIn(request))
        return isApi
          ? sendError(
              response,
              isApi,
              401,
              'Sign in to read this dashboard: its page /sign-in takes a token.',
            )
          : sendToSignIn(response, request.url, basePath);
      request.headers[localHeader] = origin.kind === 'local' ? '1' : '0';
      // The API shares out among readers; whatever a browser says of itself is overwritten.
      request.headers[readerHeader] = readerOf(clientAddressOf(request, policy));
      // Next writes addresses with it; a client of HTTP/1.0 may leave it out.
      request.headers.host ||= 'localhost';
      response.setHeader('cross-origin-resource-policy', 'same-origin');
      void handle(request, response);
    };
}

/** What a reader gets before signing in: the page to do so, and what it is made of. */
function isOpen(url: string, basePath: string): boolean {
  // After a host, '//sign-in' stays a path; OPTIONS asks for '*', which is none.
  const address = `http://localhost${url}`;
  if (!URL.canParse(address)) return false;
  // As Next reads it: without '..', however that is written.
  const { pathname } = new URL(address);
  return (
    pathname.startsWith(basePath) &&
    !/%2f|%5c/i.test(pathname) &&
    /^\/(sign-in|healthz|readyz|api\/session|icon\.svg|favicon\.ico|_next\/static\/.*)$/.test(
      pathname.slice(basePath.length),
    )
  );
}

/** Whether a browser shows a token; the API says whether it is one. */
const isSignedIn = ({ headers }: IncomingMessage): boolean =>
  sessionToken(new Headers({ cookie: headers.cookie ?? '', host: headers.host ?? '' })) !== null;

function sendToSignIn(response: ServerResponse, url: string, basePath: string): void {
  response.statusCode = 302;
  response.setHeader('cache-control', 'no-store');
  response.setHeader(
    'location',
    `${basePath}/sign-in?from=${encodeURIComponent(withoutRsc(url.slice(basePath.length)) || '/')}`,
  );
  response.end();
}

/** Next adds it where a page is asked for by a script; its answer is no page to go back to. */
const withoutRsc = (url: string): string =>
  url.replace(/([?&])_rsc=[^&]*(&|$)/g, (_, before: string, after: string) => (after === '' ? '' : before));

/** A picture that is drawn when it is asked for; its readers are programs that show links, not pages of other sites. */
const isCard = (url: string): boolean => /\/card\.png(\?|$)/.test(url);

/** Whether Next can decode the path; it fails at one that it cannot. */
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?')[0]!);
    return true;
  } catch {
    return false;
  }
}

/** Path and query of what may be a whole address. */
const pathOf = (url = '/'): string => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/';

/**
 * A proxy may pass on `/engram/runs/7` as it is, or as `/runs/7`. The start page has no slash at its end here, whatever the proxy
 * calls it: Next would redirect it to where nginx redirects it back.
 */
function belowBasePath(url: string, basePath: string): string {
  if (basePath === '') return url;
  const [path = ''] = url.split('?');
  const rest = path === basePath || path.startsWith(`${basePath}/`) ? url.slice(basePath.length) : url;
  if (rest.startsWith(ownRoutes)) return `${basePath}/api/${rest.slice(ownRoutes.length)}`;
  return basePath + rest.replace(/^\/+(?=\?|$)/, '');
}

/** Links from elsewhere may lead here; nothing of ours is shown within other sites, or read by them. */
function isCrossSite({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return (site === 'cross-site' || site === 'same-site') && headers['sec-fetch-mode'] !== 'navigate';
}

const errorCodes = { 400: 'INVALID_ARGUMENT', 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN' } as const;

function sendError(
  response: ServerResponse,
  asJson: boolean,
  status: 400 | 401 | 403,
  message: string,
): void {
  const code = errorCodes[status];
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', `${asJson ? 'application/json' : 'text/plain'}; charset=utf-8`);
  response.end(asJson ? JSON.stringify({ errors: [{ message, extensions: { code } }] }) : `${message}\n`);
}
