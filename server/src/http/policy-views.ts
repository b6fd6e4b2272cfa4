import { DomainError } from '@engram/core';
import { artifacts, datapoints, datasets, readPixels } from '@engram/store';
import type { RequestHandler } from 'express';
import { callerOf } from '../access/caller.ts';
import { isKey, parseIndex } from '../global-id.ts';
import { acquireWork } from '../limits/work.ts';
import { checkRequest, readRequest } from '../views/policy-views-request.ts';
import { costOfViews } from '../views/sprite-limits.ts';
import { drawViewSprite } from '../views/view-sprite.ts';
import type { ViewsOptions } from './views.ts';

/** The version of Engram decides how a view is drawn, so that an answer is kept for an hour only. */
const cacheControl = 'private, max-age=3600';

/**
 * Serves `/policy-views/<dataset>/<index>.png?policy=…&count=…&seed=…`: views of a datapoint that a policy makes, side by side, whether
 * or not anything was trained. Number and size are limited, and a caller's budget pays for what is drawn.
 */
export function servePolicyViews({
  store,
  home,
  limiter,
}: ViewsOptions): RequestHandler<{ dataset: string; name: string }> {
  return async (request, response) => {
    const { key, index } = parsed(request.params);
    const given = readRequest(new URL(request.url, 'http://localhost').searchParams);
    const [dataset] = await datasets.findByIds(store, [key]);
    const [datapoint] = dataset ? await datapoints.findByIndices(store, key, [index]) : [];
    if (!dataset || !datapoint)
      throw new DomainError('NOT_FOUND', `The dataset ${key} has no datapoint ${index}.`);
    if (!dataset.hasImages)
      throw new DomainError('NOT_FOUND', `The dataset '${dataset.slug}' was imported without its values.`);
    const { policy, count, seed } = checkRequest(given, dataset);
    const config = { seed, policy, scoring: { views: count } };
    await artifacts.bringDataset(store, home, dataset.contentHash);
    const drawn = async () =>
      drawViewSprite(config, dataset, index, await readPixels(home, dataset, datapoint));
    const release = await acquireWork(limiter, callerOf(response), costOfViews(policy, count, dataset));
    const png = await drawn().finally(release);
    response.setHeader('content-type', 'image/png');
    response.setHeader('cache-control', cacheControl);
    response.setHeader('content-security-policy', "default-src 'none'");
    response.setHeader('x-content-type-options', 'nosniff');
    response.end(png);
  };
}

function parsed({ dataset, name }: { dataset: string; name: string }): { key: string; index: number } {
  const index = parseIndex(/^(\d+)\.png$/.exec(name)?.[1]);
  if (index !== null && isKey(dataset)) return { key: dataset.toLowerCase(), index };
  throw new DomainError(
    'INVALID_ARGUMENT',
    'Views are named by a dataset and the index of a datapoint, as in the imageUrl of PolicyViews: /policy-views/<dataset>/7.png?….',
  );
}
