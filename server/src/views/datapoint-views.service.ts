import { isImported, pictureSize, storesPairDistances, maxPairDistances } from '@engram/core';
import type { RunRow } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import type { Datapoint } from '../datapoint/datapoint.type.ts';
import { unknownRun } from '../global-id.ts';
import { runKeyOf } from '../run/run-key.ts';
import { DatapointViews } from './datapoint-views.type.ts';
import { redrawing } from './redrawing.ts';

/**
 * The views of a datapoint in a run; null where it has no score, and where scores were made elsewhere, of which no views are known.
 * @throws ArgumentError for a run on another dataset; DomainError NOT_FOUND when there is no such run
 */
export async function viewsOf(
  context: Context,
  datapoint: Datapoint,
  runId: string,
): Promise<DatapointViews | null> {
  const { loaders } = context;
  const key = await runKeyOf(context, runId, 'run');
  const run = await loaders.run.load(key);
  if (!run) throw unknownRun(key);
  if (run.datasetId !== datapoint.datasetKey)
    throw new ArgumentError(
      'run',
      "'run' scores another dataset, so that it knows nothing of this datapoint.",
    );
  const { index } = datapoint;
  const [score, dataset, stored] = await Promise.all([
    loaders.score.load({ runId: key, index }),
    loaders.dataset.load(run.datasetId),
    loaders.pairDistances.load({ runId: key, index }),
  ]);
  if (!score || !dataset || score.views === 0) return null;
  const { reason } = redrawing(run, dataset);
  return Object.assign(new DatapointViews(), {
    count: score.views,
    imageUrl: reason === null ? `/views/${key}/${index}.png` : null,
    ...pictureSize(dataset.kind, dataset),
    imageReason: reason,
    distancesIn: stored?.distancesIn ? Array.from(stored.distancesIn) : null,
    distancesOut: stored?.distancesOut ? Array.from(stored.distancesOut) : null,
    distancesReason: stored ? null : reasonWithout(run, score.views),
  });
}

function reasonWithout({ scoredCount, estimatorKey }: RunRow, views: number): string {
  if (isImported(estimatorKey)) return 'Imported runs keep no distances of single pairs.';
  return storesPairDistances(scoredCount, views)
    ? 'The run was scored by a version of Engram that stored no distances of single pairs. A new run with its configuration has them.'
    : `The run has more than ${maxPairDistances.toLocaleString('en')} pairs of views in all, of which the single distances are not stored. A run on fewer datapoints keeps them.`;
}
