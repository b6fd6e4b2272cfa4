import type { RequestHandler, Response } from 'express';

/** The longest that a query may take; an export has its own way. */
export const requestTimeoutMs = 30_000;

/** Cancels the SQL of a request in the database when it takes too long, or when its client goes away. */
export function giveUpAfter(timeoutMs: number): RequestHandler {
  return (_request, response, next) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), timeoutMs);
    response.once('close', () => {
      clearTimeout(timer);
      if (!response.writableFinished) giveUp.abort();
    });
    response.locals.givenUp = giveUp.signal;
    next();
  };
}

/** Aborted when the request that is answered is given up; absent where `giveUpAfter` does not stand. */
export const givenUp = (response: Response): AbortSignal | undefined =>
  response.locals.givenUp as AbortSignal | undefined;
