/** The server of the dashboard: its connections end when their clients send too slowly, and outlive those that proxies keep. */
import { createServer } from 'node:http';

/** For all of a request to arrive: its pages send queries of a few kilobytes. */
const requestMs = 30_000;
/** Proxies keep connections that they do not use for 60 to 75 s: were ours closed first, one that they just use again would break. */
const idleMs = 90_000;
/** Each is a file of the process; more are closed at once. */
const maxConnections = 20_000;

/** Node answers 408 to who is late and closes both sides. The listener answers requests without a host itself. */
export function createLimitedServer(listener, limits = { requestMs }) {
  const server = createServer(
    {
      requireHostHeader: false,
      headersTimeout: limits.requestMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: Math.min(1_000, limits.requestMs),
    },
    listener,
  );
  server.keepAliveTimeout = idleMs;
  server.maxConnections = maxConnections;
  return server;
}
