import type { ScoreFilter } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { unknownRun } from '../global-id.ts';
import { runsOf } from './score-filter.ts';

interface Asked<T> {
  ask: () => Promise<T>;
  isEmpty: (answer: T) => boolean;
}

/**
 * What is asked of the runs of a filter, which must exist and score the same dataset. A run that has scores exists: one alone is
 * looked up only when nothing was found.
 * @throws DomainError NOT_FOUND; ArgumentError for runs whose datapoints have nothing to do with each other
 */
export async function ofKnownRuns<T>(
  context: Context,
  filter: ScoreFilter,
  { ask, isEmpty }: Asked<T>,
): Promise<T> {
  const isAlone = runsOf(filter).length === 1;
  if (!isAlone) await checkRuns(context, filter);
  const answer = await ask();
  if (isAlone && isEmpty(answer)) await checkRuns(context, filter);
  return answer;
}

/**
 * Checks that the runs of a filter exist and score the same dataset; one statement for all.
 * @throws DomainError NOT_FOUND; ArgumentError for runs whose datapoints have nothing to do with each other
 */
async function checkRuns({ loaders }: Context, filter: ScoreFilter): Promise<void> {
  const keys = runsOf(filter);
  const rows = await Promise.all(keys.map((key) => loaders.run.load(key)));
  const missing = rows.indexOf(null);
  if (missing >= 0) throw unknownRun(keys[missing]!);
  const foreign = rows.find((row) => row?.datasetId !== rows[0]?.datasetId);
  if (foreign)
    throw new ArgumentError(
      'filter',
      `The run '${foreign.name}' scores another dataset than '${rows[0]?.name}': a filter compares runs of one dataset.`,
    );
}
