import type { RequestHandler } from 'express';

/** Lets the pages of one origin read answers; no other page of another origin can. */
export function allowOrigin(origin: string): RequestHandler {
  return (request, response, next) => {
    response.vary('origin');
    if (request.headers.origin !== origin) return next();
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader(
      'access-control-expose-headers',
      'x-request-id, ratelimit, ratelimit-policy, retry-after',
    );
    if (request.method !== 'OPTIONS') return next();
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader(
      'access-control-allow-headers',
      'authorization, content-type, apollo-require-preflight',
    );
    response.setHeader('access-control-max-age', '600');
    response.status(204).end();
  };
}
