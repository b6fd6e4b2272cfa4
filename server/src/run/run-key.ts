import { runs, type RunRow, type Store } from '@engram/store';
import type { Context } from '../context.ts';
import { printedKeyOrNull, printedRow, unknownRun } from '../global-id.ts';

/**
 * The key of a run as clients name it: by global id, by UUID, or by the beginning of one, as the command takes it.
 * @throws ArgumentError when it is none of these, or begins several runs; DomainError NOT_FOUND when it begins none
 */
export async function runKeyOf(context: Context, id: string, argument: string): Promise<string> {
  const key = await keyOrNull(context, id, argument);
  if (key === null) throw unknownRun(id);
  return key;
}

/** The same for several, in their order. @param argumentAt names the argument of each */
export function runKeysOf(
  context: Context,
  ids: readonly string[],
  argumentAt: (position: number) => string,
): Promise<string[]> {
  return Promise.all(ids.map((id, position) => runKeyOf(context, id, argumentAt(position))));
}

/** The same where an unknown run is no error: null when the id begins no run. */
export const keyOrNull = ({ loaders }: Context, id: string, argument: string): Promise<string | null> =>
  printedKeyOrNull('Run', id, argument, (start) => loaders.runsByShortId.load(start));

/** The run that is named so outside GraphQL. @throws as `printedRow` */
export const runOf = (store: Store, id: string): Promise<RunRow> =>
  printedRow('Run', id, {
    withId: (key) => runs.findByIds(store, [key]),
    beginningWith: (start) => runs.findByIdPrefix(store, start, 3),
  });
