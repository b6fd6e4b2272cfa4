import { isShortId } from '@engram/core';
import { experiments, type ExperimentRow, type Store } from '@engram/store';
import type { Context } from '../context.ts';
import { onlyMatch, printedKey, unknown } from '../global-id.ts';

/** The key of an experiment as clients name it, as of a run; null when the id begins none. */
export async function experimentKeyOrNull(
  { loaders }: Context,
  id: string,
  argument: string,
): Promise<string | null> {
  if (!isShortId(id)) return printedKey('Experiment', id, argument);
  const found = await loaders.experimentsByShortId.load(id.toLowerCase());
  return onlyMatch('Experiment', found, id, argument)?.id ?? null;
}

/** The same where there must be one. @throws also DomainError NOT_FOUND */
export async function experimentKeyOf(context: Context, id: string, argument = 'id'): Promise<string> {
  const key = await experimentKeyOrNull(context, id, argument);
  if (key === null) throw unknown('Experiment', id);
  return key;
}

/** The same for several, in their order. @param argumentAt names the argument of each */
export const experimentKeysOf = (
  context: Context,
  ids: readonly string[],
  argumentAt: (position: number) => string,
): Promise<string[]> =>
  Promise.all(ids.map((id, position) => experimentKeyOf(context, id, argumentAt(position))));

/** The experiment that is named so outside GraphQL. @throws as `experimentKeyOf` */
export async function experimentOf(store: Store, id: string): Promise<ExperimentRow> {
  const found = isShortId(id)
    ? await experiments.findByIdPrefix(store, id.toLowerCase(), 3)
    : await experiments.findByIds(store, [printedKey('Experiment', id, 'id')]);
  const experiment = onlyMatch('Experiment', found, id, 'id');
  if (!experiment) throw unknown('Experiment', id);
  return experiment;
}
