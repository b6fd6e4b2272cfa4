import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { clientAddressOf, hostPolicyOf, requestOrigin } from '@engram/core';
import { ownRoutes } from '../base-path.ts';
import { localHeader } from './local-request.ts';
import { readerHeader, readerOf } from './reader.ts';

export interface GuardSettings {
  /** Address that the dashboard listens on. */
  host: string;
  /** Path that it lies below, such as '/engram'; '' at the root. */
  basePath: string;
  /** Takes ENGRAM_ALLOWED_HOSTS, ENGRAM_TRUSTED_PROXY and ENGRAM_PUBLIC_URL. */
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
      request.headers[localHeader] = origin.kind === 'local' ? '1' : '0';
      // The API shares out among readers; whatever a browser says of itself is overwritten.
      request.headers[readerHeader] = readerOf(clientAddressOf(request, policy));
      // Next writes addresses with it; a client of HTTP/1.0 may leave it out.
      request.headers.host ||= 'localhost';
      response.setHeader('cross-origin-resource-policy', 'same-origin');
      void handle(request, response);
    };
}

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

function sendError(response: ServerResponse, asJson: boolean, status: 400 | 403, message: string): void {
  const code = status === 403 ? 'FORBIDDEN' : 'INVALID_ARGUMENT';
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  response.setHeader('content-type', `${asJson ? 'application/json' : 'text/plain'}; charset=utf-8`);
  response.end(asJson ? JSON.stringify({ errors: [{ message, extensions: { code } }] }) : `${message}\n`);
}
