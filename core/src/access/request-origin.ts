import { hostNameOf, hostNameOfUrl, isLoopbackName } from './host-name.ts';
import { canonicalAddress, type HostPolicy } from './host-policy.ts';

/** What is known of a request before it is answered, as Node's `IncomingMessage` has it. */
export interface ReceivedRequest {
  httpVersion: string;
  /** Path, or the whole address as a proxy is asked for it. */
  url?: string;
  /** Names and values in turn, as they were sent. */
  rawHeaders: readonly string[];
  socket: { remoteAddress?: string };
}

/** Where a request came from: `local` only when everything it says points to this machine. */
export type RequestOrigin =
  | { kind: 'local' | 'remote' }
  /** Not to be served. */
  | { kind: 'rejected'; status: 400 | 403; message: string };

const rejected = (status: 400 | 403, message: string): RequestOrigin => ({
  kind: 'rejected',
  status,
  message,
});

/** Judges a request by its Host, by what proxies and browsers add, and by its version of HTTP. */
export function requestOrigin(request: ReceivedRequest, policy: HostPolicy): RequestOrigin {
  const headers = headersOf(request.rawHeaders);
  const hosts = headers.get('host') ?? [];
  if (hosts.length > 1) return rejected(400, 'The request has several Host headers. Send one.');
  const [host = ''] = hosts;
  if (hosts.length === 0 && request.httpVersion !== '1.0')
    return rejected(400, 'The request has no Host header. Send one, such as Host: localhost.');
  const asked = [host, authorityOf(request.url)].filter((one) => one !== '').map(hostNameOf);
  if (asked.includes(null))
    return rejected(
      400,
      `The Host ${JSON.stringify(host.slice(0, 100))} is not a host name with an optional port.`,
    );
  const unknown = asked.find((name) => !isServed(name!, policy));
  if (unknown)
    return rejected(
      403,
      `This server does not answer to the name '${unknown.slice(0, 100)}'. If it is yours, add it to ENGRAM_ALLOWED_HOSTS and start the server again.`,
    );
  const isLocal =
    asked.length > 0 &&
    asked.every((name) => isLoopbackName(name!)) &&
    isFromOwnPage(headers, policy) &&
    (isProxied(request, headers) ? isVouchedFor(request, headers, policy) : true);
  return { kind: isLocal ? 'local' : 'remote' };
}

/**
 * Address of whoever asks: of the connection, or, where that is a trusted proxy's, of the nearest client that the proxies name.
 * Empty where nothing is known.
 */
export function clientAddressOf(request: ReceivedRequest, policy: HostPolicy): string {
  const isProxy = (address: string): boolean => policy.proxies.has(canonicalAddress(address));
  const { remoteAddress = '' } = request.socket;
  if (!isProxy(remoteAddress)) return canonicalAddress(remoteAddress);
  const headers = headersOf(request.rawHeaders);
  const named =
    lastStranger(valuesOf(headers, 'x-forwarded-for'), isProxy) ??
    lastStranger(parametersOf((headers.get('forwarded') ?? []).join(','), 'for'), isProxy);
  return canonicalAddress(named ?? remoteAddress);
}

type Headers = ReadonlyMap<string, readonly string[]>;

function headersOf(raw: readonly string[]): Headers {
  const headers = new Map<string, string[]>();
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), raw[i + 1]!]);
  }
  return headers;
}

/** The host of a request for a whole address, `GET http://name/ HTTP/1.1`, which counts beside the header; '' for a path. */
function authorityOf(url = ''): string {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url)?.[1] ?? '';
}

function isServed(name: string, { names }: HostPolicy): boolean {
  return names === null || names.has(name) || isLoopbackName(name);
}

/** Headers that proxies, load balancers and tunnels add to a request, by their beginnings. */
const proxyHeaders = [
  ...['forwarded', 'via', 'x-forwarded', 'x-real-', 'x-original-', 'x-client-ip', 'x-cluster-client-ip'],
  ...['x-remote-', 'x-envoy-', 'x-originating-', 'x-proxyuser-', 'x-proxy-', 'proxy-', 'true-client-ip'],
  ...['cf-', 'cdn-loop', 'fastly-', 'fly-', 'x-amzn-', 'x-azure-', 'x-arr-', 'x-appengine-', 'x-vercel-'],
  ...['x-scheme', 'x-script-name', 'x-auth-request-', 'x-ssl-', 'front-end-https', 'tailscale-'],
  ...['client-ip', 'x-host', 'x-nginx-', 'x-rewrite-url', 'x-url-scheme', 'x-varnish', 'ngrok-', 'x-ngrok-'],
  ...['x-traefik-', 'x-akamai-', 'akamai-', 'x-cloud-trace-', 'x-goog-', 'incap-', 'max-forwards'],
];

/** HTTP/1.0 is what nginx sends unless told otherwise, and hardly anything else does. */
function isProxied({ httpVersion }: ReceivedRequest, headers: Headers): boolean {
  return (
    httpVersion === '1.0' ||
    [...headers.keys()]
      // As CGI and some proxies write them.
      .map((name) => name.replaceAll('_', '-'))
      .some((name) => proxyHeaders.some((start) => name.startsWith(start)))
  );
}

/** Whether a browser that sent the request shows a page of this machine; other clients say nothing. */
function isFromOwnPage(headers: Headers, { origins }: HostPolicy): boolean {
  const isOwn = (url: string): boolean => {
    const name = hostNameOfUrl(url);
    return name !== null && (isLoopbackName(name) || origins.has(name));
  };
  const origin = headers.get('origin');
  if (origin) return origin.every(isOwn);
  const site = headers.get('sec-fetch-site')?.[0];
  // A page that a proxy serves under a public name is of the same origin as its own requests. Older browsers do not say.
  if (site === undefined || site === 'same-origin') return (headers.get('referer') ?? []).every(isOwn);
  return site !== 'cross-site' || headers.get('sec-fetch-mode')?.[0] === 'navigate';
}

/** Whether a trusted proxy says that a client of this machine asked for a loopback name; all that it says must agree. */
function isVouchedFor(request: ReceivedRequest, headers: Headers, { proxies }: HostPolicy): boolean {
  const isProxy = (address: string): boolean => proxies.has(canonicalAddress(address));
  if (!isProxy(request.socket.remoteAddress ?? '')) return false;
  const forwarded = (headers.get('forwarded') ?? []).join(',');
  const clients = [
    lastStranger(valuesOf(headers, 'x-forwarded-for'), isProxy),
    lastStranger(parametersOf(forwarded, 'for'), isProxy),
    ...valuesOf(headers, 'x-real-ip'),
  ].filter((one) => one !== null);
  const names = [...valuesOf(headers, 'x-forwarded-host'), ...parametersOf(forwarded, 'host')];
  return (
    clients.length > 0 &&
    clients.every((client) => isLoopbackName(hostNameOf(bracketed(client)) ?? '')) &&
    names.length > 0 &&
    names.every((name) => isLoopbackName(hostNameOf(name) ?? ''))
  );
}

/** The nearest address that is no proxy of ours: what stands before it, anybody may have written. Null when nothing is said. */
function lastStranger(said: readonly string[], isProxy: (address: string) => boolean): string | null {
  const addresses = said.map(withoutPort);
  return addresses.findLast((address) => !isProxy(address)) ?? addresses[0] ?? null;
}

/** Some proxies name a client by address and port: 203.0.113.9:4711, [2001:db8::1]:4711. */
const withoutPort = (said: string): string => {
  const [, v6, v4] = /^(?:\[([0-9a-f:.]+)\]|(\d+(?:\.\d+){3}))(?::\d{0,5})?$/i.exec(said) ?? [];
  return v6 ?? v4 ?? said;
};

function valuesOf(headers: Headers, name: string): string[] {
  return (headers.get(name) ?? []).flatMap((value) => value.split(',')).map((value) => value.trim());
}

/** Values of a parameter of Forwarded (RFC 7239), in their order. */
function parametersOf(forwarded: string, name: string): string[] {
  const pattern = new RegExp(`(?:^|[;,])\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;,]*))`, 'gi');
  return [...forwarded.matchAll(pattern)].map(([, quoted, token]) => (quoted ?? token ?? '').trim());
}

const bracketed = (address: string): string =>
  /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(address) ? `[${canonicalAddress(address)}]` : address;
