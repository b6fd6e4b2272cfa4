import type { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import type { Crowd } from '../limits/crowd.ts';
import { refuse } from './refusal.ts';

/**
 * Turns requests away at once while too many are under way, so that those get their answers; and hangs up on clients that ask
 * again on a connection before they were answered, which no browser or library does.
 */
export function limitCrowd(crowd: Crowd): RequestHandler {
  const busy = new WeakSet<Socket>();
  return ({ socket }, response, next) => {
    if (busy.has(socket)) return void socket.destroy();
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
    if (crowd.enter(response)) return next();
    response.setHeader('retry-after', '1');
    refuse(response, 503, 'OVERLOADED', 'Too many requests are under way here; ask again in a second.');
  };
}
