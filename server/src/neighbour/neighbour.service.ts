import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import type { Datapoint } from '../datapoint/datapoint.type.ts';
import { runKeyOf } from '../run/run-key.ts';
import { existingRun } from '../run/run.service.ts';
import { Neighbour } from './neighbour.type.ts';

/** Neighbours that a run stores for each datapoint. */
const storedNeighbours = 20;

/**
 * The nearest neighbours of a datapoint; none where its run has none.
 * @throws ArgumentError for a bad `first` or a run on another dataset; DomainError NOT_FOUND when there is no such run
 */
export async function neighboursOf(
  context: Context,
  datapoint: Datapoint,
  runId: string,
  first: number,
): Promise<Neighbour[]> {
  if (first < 1 || first > storedNeighbours)
    throw new ArgumentError(
      'first',
      `'first' is ${first}, but of each datapoint the ${storedNeighbours} nearest neighbours are stored: ask for 1 to ${storedNeighbours}.`,
    );
  const key = await runKeyOf(context, runId, 'run');
  const { datasetKey: datasetId } = await existingRun(context, key);
  if (datasetId !== datapoint.datasetKey)
    throw new ArgumentError(
      'run',
      "'run' scores another dataset, so that it knows nothing of this datapoint.",
    );
  const found = await context.loaders.neighbours.load({ runId: key, datasetId, index: datapoint.index });
  return (found?.neighbours ?? []).slice(0, first).map((index, place) =>
    Object.assign(new Neighbour(), {
      datasetKey: datasetId,
      index,
      distance: found!.distances[place]!,
    }),
  );
}
