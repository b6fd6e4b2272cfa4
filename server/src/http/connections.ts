import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { errorTable, type ErrorCode } from '@engram/core';

export interface ConnectionLimits {
  /** For all of a request to arrive. */
  requestMs: number;
  /** Without a byte read or written, after which a connection is closed: its client does not read. */
  silenceMs: number;
  /**
   * Without a request, after which a connection is closed. Proxies keep theirs for 60 s (nginx, AWS) to 75 s; were ours closed
   * first, one that they just use again would break.
   */
  idleMs: number;
}

export const connectionLimits: ConnectionLimits = {
  requestMs: 30_000,
  silenceMs: 60_000,
  idleMs: 90_000,
};

/** How long a client that is hung up on has to read why. */
const lingerMs = 1_000;

const headerBytes = 16 * 1024;
const maxConnections = 20_000;

/** A server whose connections end when their clients send too much, too slowly, or stop reading. */
export function createLimitedServer(listener: RequestListener, limits: ConnectionLimits): Server {
  const { requestMs, silenceMs, idleMs } = limits;
  const server = createServer(
    {
      maxHeaderSize: headerBytes,
      // checkHost answers them in the shape of every other error.
      requireHostHeader: false,
      headersTimeout: requestMs,
      requestTimeout: requestMs,
      connectionsCheckingInterval: Math.min(1_000, requestMs),
    },
    listener,
  );
  server.maxConnections = maxConnections;
  server.timeout = silenceMs;
  server.keepAliveTimeout = idleMs;
  server.on('clientError', answerUnreadable);
  server.on('connect', (_request, socket: Socket) => hangUp(socket, noTunnel));
  return server;
}

type Unreadable = readonly [status: number, code: ErrorCode, message: string];

/** What cannot be read as HTTP, by the code of Node's error. */
const unreadable: Readonly<Record<string, Unreadable>> = {
  HPE_HEADER_OVERFLOW: [
    431,
    'LIMIT_EXCEEDED',
    `The headers are longer than ${headerBytes / 1024} KiB. Send fewer cookies, or a shorter address.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'LIMIT_EXCEEDED',
    'The request did not arrive in time. Send it at once, or a shorter one.',
  ],
};
const noHttp: Unreadable = [400, 'INVALID_ARGUMENT', 'This is no request in HTTP.'];
const noTunnel: Unreadable = [405, 'INVALID_ARGUMENT', 'This server is no proxy and opens no tunnels.'];

function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  hangUp(socket, unreadable[error.code ?? ''] ?? noHttp);
}

/**
 * Answers in the shape of every other error, and closes the connection: at once when the client closes its side, else as soon as
 * it has had time to read. Until then a slow client would hold its request, which has no end yet.
 */
function hangUp(socket: Socket, [status, code, message]: Unreadable): void {
  const requestId = randomUUID();
  const extensions = { code: errorTable[code].graphql, requestId };
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nx-request-id: ${requestId}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), lingerMs).unref();
}
