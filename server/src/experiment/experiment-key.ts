import { experiments, type ExperimentRow, type Store } from '@engram/store';
import type { Context } from '../context.ts';
import { printedKeyOrNull, printedRow, unknown } from '../global-id.ts';

/** The key of an experiment as clients name it; null when the id begins none. @throws as `printedKeyOrNull` */
export const experimentKeyOrNull = (
  { loaders }: Context,
  id: string,
  argument: string,
): Promise<string | null> =>
  printedKeyOrNull('Experiment', id, argument, (start) => loaders.experimentsByShortId.load(start));

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

/** The experiment that is named so outside GraphQL. @throws as `printedRow` */
export const experimentOf = (store: Store, id: string): Promise<ExperimentRow> =>
  printedRow('Experiment', id, {
    withId: (key) => experiments.findByIds(store, [key]),
    beginningWith: (start) => experiments.findByIdPrefix(store, start, 3),
  });
