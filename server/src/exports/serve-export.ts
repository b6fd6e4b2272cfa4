import { DomainError } from '@engram/core';
import { scores, type RunRow, type Store } from '@engram/store';
import type { RequestHandler } from 'express';
import { callerOf } from '../access/caller.ts';
import type { TokenWatch } from '../access/token-watch.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import { highestCost } from '../limits/cost.ts';
import { acquireSlot } from '../limits/work.ts';
import { runOf } from '../run/run-key.ts';
import { chargedStore } from './charged-store.ts';
import { ExportFiles } from './export-files.ts';
import { parseFileName } from './file-name.ts';

/** Content types; Parquet's is registered with IANA. */
const types: Record<scores.ExportFormat, string> = {
  parquet: 'application/vnd.apache.parquet',
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  columns: 'application/octet-stream',
};

/** What an export takes from a caller's budget, whatever its size: it is meant for whoever wants all. */
const cost = 100;

/** Scores that are written to a file in the time in which an object is answered. */
const scoresPerObject = 10;

export interface ExportOptions {
  store: Store;
  home: string;
  limiter: ConcurrencyLimiter;
  watch: TokenWatch;
}

/**
 * Serves `/export/runs/<id>.parquet|csv|json`: all scores of a finished run. The content is immutable and has a strong ETag, so
 * that a download can be revalidated, resumed and read in ranges.
 */
export function serveExport({
  store,
  home,
  limiter,
  watch,
}: ExportOptions): RequestHandler<{ name: string }> {
  const files = new ExportFiles(home);
  return async (request, response, next) => {
    const { id, format } = parseFileName(request.params.name, scores.exportFormats, {
      what: 'a run',
      folder: 'runs',
    });
    const caller = callerOf(response);
    const ownStore = await chargedStore(response, cost, { store, limiter });
    const run = await publishedRun(ownStore, id);
    const { path, hash } = await files.get(ownStore, run.id, format, () =>
      acquireSlot(limiter, caller.key, Math.min(highestCost, Math.ceil(run.scoredCount / scoresPerObject))),
    );
    // Nothing would end the watch over the token of who has left.
    if (response.closed) return;
    response.setHeader('etag', `"${hash}"`);
    response.setHeader('content-type', types[format]);
    response.setHeader('content-disposition', `attachment; filename="engram-${run.id}.${format}"`);
    response.setHeader('x-content-type-options', 'nosniff');
    // Asked for again each time: another version of Engram may write the file otherwise, and tokens may be revoked.
    response.setHeader('cache-control', 'private, no-cache');
    // A long download ends with the token: the rest of the file is not for its bearer any more.
    response.once(
      'close',
      watch.watch(caller, () => response.destroy()),
    );
    response.sendFile(path, { cacheControl: false, lastModified: false, dotfiles: 'allow' }, (error) => {
      if (error && !response.headersSent) next(error);
    });
  };
}

async function publishedRun(store: Store, id: string): Promise<RunRow> {
  const run = await runOf(store, id);
  if (run.status === 'SUCCEEDED') return run;
  throw new DomainError(
    'CONFLICT',
    `The run ${run.id} is ${run.status}: it has scores to export when it has SUCCEEDED.`,
  );
}
