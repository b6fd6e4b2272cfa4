import type { Socket } from 'node:net';
import type { RequestHandler, Response } from 'express';
import { callerOf } from '../access/caller.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import { sendError } from './error-response.ts';

/**
 * Turns requests away at once while too many are under way, so that those get their answers; and hangs up on clients that ask
 * again on a connection before they were answered, which no browser or library does.
 */
export function limitRequests(limiter: ConcurrencyLimiter): RequestHandler {
  const answers = new WeakMap<Socket, Response>();
  return ({ socket }, response, next) => {
    const before = answers.get(socket);
    // An answer that is written may have been read, although this process has not been told so yet.
    if (before && !before.writableEnded) return void socket.destroy();
    answers.set(socket, response);
    if (limiter.admit(response)) return next();
    sendOverloaded(response, 'Too many requests are under way here; ask again in a second.');
  };
}

/** Turns requests away of a caller who has its share of them under way, so that there is room for others. */
export function limitCaller(limiter: ConcurrencyLimiter): RequestHandler {
  return async (_request, response, next) => {
    if (await limiter.acquireRequest(callerOf(response).key, response)) return next();
    if (response.closed) return;
    sendOverloaded(
      response,
      'You have as many requests under way as one caller may have; wait for their answers, or ask again in a second.',
    );
  };
}

function sendOverloaded(response: Response, message: string): void {
  response.setHeader('retry-after', '1');
  sendError(response, 503, 'OVERLOADED', message);
}
