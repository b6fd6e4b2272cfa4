import type { Socket } from 'node:net';
import type { RequestHandler, Response } from 'express';
import type { Crowd } from '../limits/crowd.ts';
import { sendError } from './error-response.ts';

/**
 * Turns requests away at once while too many are under way, so that those get their answers; and hangs up on clients that ask
 * again on a connection before they were answered, which no browser or library does.
 */
export function limitCrowd(crowd: Crowd): RequestHandler {
  const answers = new WeakMap<Socket, Response>();
  return ({ socket }, response, next) => {
    const before = answers.get(socket);
    // An answer that is written may have been read, although this process has not been told so yet.
    if (before && !before.writableEnded) return void socket.destroy();
    answers.set(socket, response);
    if (crowd.enter(response)) return next();
    response.setHeader('retry-after', '1');
    sendError(response, 503, 'OVERLOADED', 'Too many requests are under way here; ask again in a second.');
  };
}
