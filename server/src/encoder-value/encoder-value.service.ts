import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import type { Datapoint } from '../datapoint/datapoint.type.ts';
import { runKeyOf } from '../run/run-key.ts';
import { existingRun } from '../run/run.service.ts';
import { EncoderValue } from './encoder-value.type.ts';

/**
 * What a run measured of a datapoint under each of its encoders, by their indices; none where it keeps none.
 * @throws ArgumentError for a run on another dataset; DomainError NOT_FOUND when there is no such run
 */
export async function encoderValuesOf(
  context: Context,
  { datasetKey, index }: Datapoint,
  runId: string,
): Promise<EncoderValue[]> {
  const key = await runKeyOf(context, runId, 'run');
  const run = await existingRun(context, key);
  if (run.datasetKey !== datasetKey)
    throw new ArgumentError(
      'run',
      "'run' scores another dataset, so that it measured nothing of this datapoint.",
    );
  const rows = await context.loaders.encoderValues.load({ runId: key, index });
  return rows.map(({ encoder, isTrainedOnIt, value }) =>
    Object.assign(new EncoderValue(), { encoder, isTrainedOnIt, value }),
  );
}
