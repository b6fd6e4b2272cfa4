import { createHash } from 'node:crypto';
import { DomainError } from '@engram/core';
import { representationMaps } from '@engram/store';
import type { RequestHandler } from 'express';
import { runOf } from '../run/run-key.ts';
import { chargedStore } from './charged-store.ts';
import type { ExportOptions } from './serve-export.ts';

/** What a map takes from a caller's budget, whatever its size. */
const cost = 20;

/** Serves `/export/maps/<run>`: the map of a finished run, in the bytes that core's representation-map.ts describes. */
export function serveMap(options: Pick<ExportOptions, 'store' | 'limiter'>): RequestHandler<{ run: string }> {
  return async (request, response) => {
    const ownStore = await chargedStore(response, cost, options);
    const run = await runOf(ownStore, request.params.run);
    const bytes = await representationMaps.bytesOf(ownStore, run.id);
    if (!bytes)
      throw new DomainError(
        'NOT_FOUND',
        `The run ${run.id} has no map of its representations: maps are made when the worker that holds the encoders publishes a run. Measure its encoders again with another setting, such as viewSeed: the new run has one.`,
      );
    response.setHeader('etag', `"${createHash('sha256').update(bytes).digest('hex')}"`);
    response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('x-content-type-options', 'nosniff');
    // Asked for again each time: tokens may be revoked.
    response.setHeader('cache-control', 'private, no-cache');
    response.send(bytes);
  };
}
