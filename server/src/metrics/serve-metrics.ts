import type { RequestHandler } from 'express';
import type { Log } from '../log.ts';
import { requestIdOf } from '../request-id.ts';
import type { Metrics } from './metrics.ts';

/** `/metrics`, for Prometheus; it answers while the database does not. */
export function serveMetrics(metrics: Metrics, log: Log): RequestHandler {
  return async (_request, response) => {
    const text = await metrics.text((error) =>
      log({ message: 'the database does not answer', requestId: requestIdOf(response), error }),
    );
    response.setHeader('content-type', metrics.contentType);
    response.setHeader('cache-control', 'no-store');
    response.send(text);
  };
}
