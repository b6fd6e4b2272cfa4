import { differingKeys, isTopPercent } from '@engram/core';
import { runs, type RunRow } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { globalId, unknownRun } from '../global-id.ts';
import { runKeysOf } from '../run/run-key.ts';
import { Agreement, AgreementCell } from './agreement.type.ts';

const maxRuns = 20;
const defaultTopPercent = 5;

/**
 * Rankings may be compared where scores may not: runs of other methods, estimators or distances. Each pair says in what it
 * differs. Runs of two datasets have no datapoint in common, and are rejected.
 */
export async function agreementOf(
  context: Context,
  ids: readonly string[],
  k: number | null | undefined,
  topPercent: number | null | undefined,
): Promise<Agreement> {
  if (ids.length < 2 || ids.length > maxRuns)
    throw new ArgumentError('runs', `'runs' names ${ids.length} runs; it takes 2 to ${maxRuns}.`);
  const keys = await runKeysOf(context, ids, (position) => `runs.${position}`);
  if (new Set(keys).size < keys.length)
    throw new ArgumentError('runs', "'runs' names a run twice; name each once.");
  const top = topOf(k ?? undefined, topPercent ?? undefined);
  const rows = await publishedRuns(context, keys);
  const found = await runs.agreement(context.store, keys, top);
  const cells = found.pairs.map((pair) =>
    Object.assign(new AgreementCell(), pair, {
      a: globalId('Run', pair.a),
      b: globalId('Run', pair.b),
      differingKeys: differingKeys(rows.get(pair.a)!.comparabilityKey!, rows.get(pair.b)!.comparabilityKey!),
    }),
  );
  return Object.assign(new Agreement(), { k: found.k, cells });
}

function topOf(
  k: number | undefined,
  topPercent: number | undefined,
): { k: number } | { topPercent: number } {
  if (k !== undefined && topPercent !== undefined)
    throw new ArgumentError('topPercent', "Give 'k' or 'topPercent', not both.");
  if (k !== undefined) {
    if (k < 1) throw new ArgumentError('k', `'k' is ${k}, but a top holds at least 1 datapoint.`);
    return { k };
  }
  const percent = topPercent ?? defaultTopPercent;
  if (!isTopPercent(percent))
    throw new ArgumentError('topPercent', "'topPercent' must lie above 0 and at most at 100.");
  return { topPercent: percent };
}

/**
 * The runs by key, in one statement.
 * @param argument named when a run has no scores yet or belongs to another dataset
 */
export async function publishedRuns(
  { loaders }: Context,
  keys: readonly string[],
  argument = 'runs',
): Promise<Map<string, RunRow>> {
  const rows = await Promise.all(
    keys.map(async (key) => {
      const row = await loaders.run.load(key);
      if (!row) throw unknownRun(key);
      return row;
    }),
  );
  for (const row of rows) {
    if (row.summary === null)
      throw new ArgumentError(
        argument,
        `The run '${row.name}' is ${row.status} and has no scores yet; wait until it is SUCCEEDED.`,
      );
    if (row.datasetId !== rows[0]!.datasetId)
      throw new ArgumentError(
        argument,
        `The run '${row.name}' scores another dataset than '${rows[0]!.name}': rankings are compared within one dataset.`,
      );
  }
  return new Map(rows.map((row) => [row.id, row]));
}
