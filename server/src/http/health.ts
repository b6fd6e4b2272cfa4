import { commandLine } from '@engram/core';
import type { RequestHandler } from 'express';
import type { Store } from '@engram/store';
import type { Log } from '../log.ts';
import { requestIdOf } from '../request-id.ts';

/** `/health`: 200 when the database answers, 503 when it does not. */
export function reportHealth(store: Store, log: Log): RequestHandler {
  return async (_request, response) => {
    response.setHeader('cache-control', 'no-store');
    try {
      await store.pool.query('SELECT 1');
      response.json({ status: 'ok' });
    } catch (error) {
      log({ message: 'the database does not answer', requestId: requestIdOf(response), error });
      response.status(503).json({
        status: 'unavailable',
        reason: `The database does not answer. See ${commandLine('doctor')}.`,
      });
    }
  };
}
