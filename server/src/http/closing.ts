import type { RequestHandler } from 'express';
import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';

const closeGraceMs = 3_000;
/** For the longest download; connections on which nothing is asked end before, by `idleMs`. */
export const gentleMs = 600_000;

/** Asks each client to send its next request over another connection, once this process is closing. */
export function sayClosing(closing: AbortSignal): RequestHandler {
  return (_request, response, next) => {
    if (closing.aborted) response.setHeader('connection', 'close');
    next();
  };
}

/** Stops listening, and lets answers under way finish for a few seconds. */
export function closeSoon(server: Server): Promise<void> {
  return closed(server, closeGraceMs, () => {
    server.close();
    server.closeIdleConnections();
  });
}

/**
 * Stops listening, and goes on answering over the connections that are open: a client that is about to send over one of them would lose
 * its request if it were closed now. Each ends with its next answer, or when its client was silent for as long as connections are
 * kept anyway.
 */
export function closeGently(server: Server): Promise<void> {
  // Node's `close` of an HTTP server closes idle connections, too.
  return closed(server, gentleMs, () => NetServer.prototype.close.call(server));
}

function closed(server: Server, graceMs: number, stopListening: () => void): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), graceMs);
    server.once('close', () => {
      clearTimeout(impatience);
      resolve();
    });
    stopListening();
  });
}
