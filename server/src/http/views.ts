import { DomainError, scoringPolicy } from '@engram/core';
import { artifacts, datasets, readPixels, scores, type Store } from '@engram/store';
import type { RequestHandler } from 'express';
import { callerOf } from '../access/caller.ts';
import { parseIndex } from '../global-id.ts';
import type { ConcurrencyLimiter } from '../limits/concurrency-limiter.ts';
import { acquireWork } from '../limits/work.ts';
import { runOf } from '../run/run-key.ts';
import { redrawing } from '../views/redrawing.ts';
import { costOfViews } from '../views/sprite-limits.ts';
import { drawViewSprite } from '../views/view-sprite.ts';

export interface ViewsOptions {
  store: Store;
  home: string;
  limiter: ConcurrencyLimiter;
}

/**
 * Serves `/views/<run>/<index>.png`: the views of a datapoint that a run was scored on, side by side. They are redrawn each time,
 * always the same, so that the answer may be kept for good. Their number and size are limited, and a caller's budget pays for what is drawn.
 */
export function serveViews({
  store,
  home,
  limiter,
}: ViewsOptions): RequestHandler<{ run: string; name: string }> {
  return async (request, response) => {
    const { run: id, index } = parsed(request.params);
    const run = await runOf(store, id);
    const runId = run.id;
    const [score] = await scores.findByKeys(store, [{ runId, index }]);
    const [dataset] = await datasets.findByIds(store, [run.datasetId]);
    if (!score || !dataset)
      throw new DomainError('NOT_FOUND', `The run ${runId} has no score of a datapoint ${index}.`);
    const { config, reason } = redrawing(run, dataset);
    if (reason !== null) throw new DomainError('NOT_FOUND', reason);
    await artifacts.bringDataset(store, home, dataset.contentHash);
    const drawn = async () => drawViewSprite(config, dataset, index, await readPixels(home, dataset, score));
    const cost = costOfViews(scoringPolicy(config), config.scoring.views, dataset);
    const release = await acquireWork(limiter, callerOf(response), cost);
    const png = await drawn().finally(release);
    response.setHeader('content-type', 'image/png');
    response.setHeader('cache-control', 'private, max-age=31536000, immutable');
    response.setHeader('content-security-policy', "default-src 'none'");
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(png);
  };
}

function parsed({ run, name }: { run: string; name: string }): { run: string; index: number } {
  const index = parseIndex(/^(\d+)\.png$/.exec(name)?.[1]);
  if (index !== null) return { run, index };
  throw new DomainError(
    'INVALID_ARGUMENT',
    'Views are named by a run and the index of a datapoint, as in the imageUrl of DatapointViews: /views/<run>/7.png.',
  );
}
