import type { RequestHandler } from 'express';
import { limitStatements } from '@engram/store';

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
    limitStatements(giveUp.signal, next);
  };
}
