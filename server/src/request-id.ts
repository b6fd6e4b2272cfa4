import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

const current = new AsyncLocalStorage<string>();

/** Gives every request an id, sent back as `x-request-id` and quoted by errors and log lines. */
export const identifyRequest: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  response.setHeader('x-request-id', id);
  current.run(id, next);
};

/** The id of the request being answered. */
export function requestId(): string {
  return current.getStore() ?? 'none';
}
