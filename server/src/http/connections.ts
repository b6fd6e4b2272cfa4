import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { errorTable, type ErrorCode } from '@engram/core';

export interface ConnectionLimits {
  /** For all of a request to arrive. */
  requestMs: number;
  /** Without a byte read or written, after which a connection is closed: its client does not read. */
  silenceMs: number;
}

export const connectionLimits: ConnectionLimits = { requestMs: 30_000, silenceMs: 60_000 };

const headerBytes = 16 * 1024;
const mostConnections = 20_000;

/** A server whose connections end when their clients send too much, too slowly, or stop reading. */
export function createLimitedServer(listener: RequestListener, limits: ConnectionLimits): Server {
  const { requestMs, silenceMs } = limits;
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
  server.maxConnections = mostConnections;
  server.timeout = silenceMs;
  // Longer than clients keep a connection that they do not use: none sends on one that is being closed.
  server.keepAliveTimeout = silenceMs;
  server.on('clientError', answerUnreadable);
  return server;
}

const refusals: Record<string, [status: string, code: ErrorCode, message: string]> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'LIMIT_EXCEEDED',
    `The headers are longer than ${headerBytes / 1024} KiB. Send fewer cookies, or a shorter address.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    'LIMIT_EXCEEDED',
    'The request did not arrive in time. Send it at once, or a shorter one.',
  ],
};

/** Answers what cannot be read as HTTP in the shape of every other error, and hangs up. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const [status, code, message] = refusals[error.code ?? ''] ?? [
    '400 Bad Request',
    'INVALID_ARGUMENT',
    'This is no request in HTTP.',
  ];
  const requestId = randomUUID();
  const extensions = { code: errorTable[code].graphql, requestId };
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  socket.end(
    `HTTP/1.1 ${status}\r\nx-request-id: ${requestId}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
