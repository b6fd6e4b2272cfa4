import { differingKeys, type ComparabilityKey, type RankDisagreement } from '@engram/core';
import { runs, scores } from '@engram/store';
import { publishedRuns } from '../agreement/agreement.service.ts';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { largestLookUp, largestPage } from '../limits/sizes.ts';
import { runKeyOf } from '../run/run-key.ts';
import { toRun } from '../run/run.service.ts';
import { toScore } from '../score/score.service.ts';
import { ClassDifference, Disagreement, Disagreements } from './disagreement.type.ts';

export interface DisagreementsQuery {
  a: string;
  b: string;
  first: number | null | undefined;
  classes: readonly number[] | null | undefined;
}

/** Ranks may be compared where values may not, so that any two runs of one dataset are taken. */
export async function disagreementsOf(context: Context, asked: DisagreementsQuery): Promise<Disagreements> {
  const [a, b] = await Promise.all([runKeyOf(context, asked.a, 'a'), runKeyOf(context, asked.b, 'b')]);
  const { classes } = asked;
  const first = asked.first ?? 12;
  if (a === b) throw new ArgumentError('b', "'a' and 'b' are the same run; name two.");
  if (first < 1 || first > largestPage)
    throw new ArgumentError('first', `'first' is ${first}, but must lie from 1 to ${largestPage}.`);
  if (classes && classes.length > largestLookUp)
    throw new ArgumentError(
      'classes',
      `'classes' names ${classes.length} classes; it takes up to ${largestLookUp}.`,
    );
  const rows = await publishedRuns(context, [a, b], 'b');
  const found = await runs.disagreements(context.store, a, b, { first, classes: classes ?? undefined });
  const scored = await scoresOf(context, a, b, [...found.higherInA, ...found.higherInB]);
  const keys = [rows.get(a)!.comparabilityKey!, rows.get(b)!.comparabilityKey!] as const;
  return Object.assign(new Disagreements(), {
    a: toRun(rows.get(a)!),
    b: toRun(rows.get(b)!),
    keys,
    count: found.count,
    differingKeys: differingKeys(...keys),
    higherInA: found.higherInA.map(scored),
    higherInB: found.higherInB.map(scored),
  });
}

/** Both scores of each datapoint, in one statement. */
async function scoresOf(context: Context, a: string, b: string, found: readonly RankDisagreement[]) {
  const keys = [a, b].flatMap((runId) => found.map(({ index }) => ({ runId, index })));
  const rows = await scores.findByKeys(context.store, keys);
  const byKey = new Map(rows.map((row) => [`${row.runId}:${row.index}`, row]));
  return ({ index, difference }: RankDisagreement): Disagreement =>
    Object.assign(new Disagreement(), {
      percentileDifference: difference,
      scoreA: toScore(byKey.get(`${a}:${index}`)!),
      scoreB: toScore(byKey.get(`${b}:${index}`)!),
    });
}

export async function classDifferencesOf(
  { store }: Context,
  { a, b, keys }: { a: { key: string; datasetKey: string }; b: { key: string }; keys: PairOfKeys },
): Promise<ClassDifference[]> {
  const rows = await runs.classDifferences(store, a.key, b.key);
  return rows.map((row) =>
    Object.assign(new ClassDifference(), row, {
      datasetKey: a.datasetKey,
      classIndex: row.class,
      keys,
    }),
  );
}

type PairOfKeys = readonly [ComparabilityKey, ComparabilityKey];
