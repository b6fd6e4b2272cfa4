import type { RequestHandler } from 'express';
import { assertShallow } from '../limits/nesting.ts';

/** Answers 413 to a body that says that it is too long, without waiting for it. */
export function limitBody(limitBytes: number): RequestHandler {
  return (request, _response, next) => {
    if (Number(request.headers['content-length'] ?? 0) <= limitBytes) return next();
    next(Object.assign(new Error('request entity too large'), { type: 'entity.too.large', status: 413 }));
  };
}

/** Checks how deeply the values of a GraphQL request are nested, whether it is a POST or a GET. */
export const limitNesting: RequestHandler = (request, _response, next) => {
  assertShallow(request.method === 'POST' ? request.body : request.query);
  next();
};
