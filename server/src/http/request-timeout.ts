import type { RequestHandler, Response } from 'express';

/** The longest that a query may take; an export has its own way. */
export const requestTimeoutMs = 30_000;

/** Cancels the SQL of a request in the database when it takes too long, or when its client goes away. */
export function timeoutAfter(timeoutMs: number): RequestHandler {
  return (_request, response, next) => {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    response.once('close', () => {
      clearTimeout(timer);
      if (!response.writableFinished) timeout.abort();
    });
    response.locals.abortSignal = timeout.signal;
    next();
  };
}

/** Aborted when the request takes too long or its client has gone; absent where `timeoutAfter` does not stand. */
export const abortSignalOf = (response: Response): AbortSignal | undefined =>
  response.locals.abortSignal as AbortSignal | undefined;
