import { isShortId } from '@engram/core';
import { runs, type RunRow, type Store } from '@engram/store';
import type { Context } from '../context.ts';
import { runKey, onlyMatch, unknownRun } from '../global-id.ts';

/**
 * The key of a run as clients name it: by global id, by UUID, or by the beginning of one, as the command takes it.
 * @throws ArgumentError when it is none of these, or begins several runs; DomainError NOT_FOUND when it begins none
 */
export async function runKeyOf(context: Context, id: string, argument: string): Promise<string> {
  // Always by a promise: an error thrown while another id is looked up would leave that one's without anybody to hear of it.
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
export async function keyOrNull({ loaders }: Context, id: string, argument: string): Promise<string | null> {
  if (!isShortId(id)) return runKey(id, argument);
  return onlyMatch('Run', await loaders.runsByShortId.load(id.toLowerCase()), id, argument)?.id ?? null;
}

/** The run that is named so outside GraphQL. @throws as `runKeyOf`, and NOT_FOUND */
export async function runOf(store: Store, id: string): Promise<RunRow> {
  const found = isShortId(id)
    ? await runs.findByIdPrefix(store, id.toLowerCase(), 3)
    : await runs.findByIds(store, [runKey(id, 'id')]);
  const run = onlyMatch('Run', found, id, 'id');
  if (!run) throw unknownRun(id);
  return run;
}
