import { commandLine, DomainError } from '@engram/core';
import type { RequestHandler } from 'express';
import { assertMigrated, type Store } from '@engram/store';
import type { Log } from '../log.ts';
import { requestIdOf } from '../request-id.ts';
import { shared } from '../shared.ts';

/** `/healthz`: 200 while this process answers at all, whatever the database does. */
export const reportLife: RequestHandler = (_request, response) => {
  response.setHeader('cache-control', 'no-store');
  response.json({ status: 'ok' });
};

/** `/health`: 200 when the database answers, 503 when it does not. */
export function reportHealth(store: Store, log: Log): RequestHandler {
  return report(log, () => store.pool.query('SELECT 1'));
}

/** `/readyz`: 200 when the database answers and has the tables of this Engram; 503 with the reason when not. */
export function reportReadiness(store: Store, log: Log): RequestHandler {
  return report(log, () => assertMigrated(store.pool));
}

/** Anybody may ask: all who ask at the same time ask the database once. */
function report(log: Log, check: () => Promise<unknown>): RequestHandler {
  const checkOnce = shared(check);
  return async (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    try {
      await checkOnce();
      response.json({ status: 'ok' });
    } catch (error) {
      // Of the database's own errors, strangers hear nothing.
      const isKnown = error instanceof DomainError && error.code === 'CONFLICT';
      const message = isKnown ? error.message : 'the database does not answer';
      log({ message, requestId: requestIdOf(response), error });
      response.status(503).json({
        status: 'unavailable',
        reason: isKnown ? message : `The database does not answer. See ${commandLine('doctor')}.`,
      });
    }
  };
}
