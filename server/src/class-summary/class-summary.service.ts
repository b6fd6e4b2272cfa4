import type { Context } from '../context.ts';
import { ArgumentError } from '../argument-error.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { existingRun } from '../run/run.service.ts';
import { toScore } from '../score/score.service.ts';
import { MeanAlignment, type Score } from '../score/score.type.ts';
import { ClassSummary } from './class-summary.type.ts';

export async function classSummariesOf(context: Context, runId: string): Promise<ClassSummary[]> {
  const run = await existingRun(context, runId);
  const rows = await context.loaders.classSummaries.load(runId);
  return rows.map((row) =>
    Object.assign(new ClassSummary(), row, {
      runKey: runId,
      datasetKey: run.datasetKey,
      classIndex: row.class,
    }),
  );
}

/** All classes of a run are read by one statement. */
export async function meanAlignmentOf({ loaders }: Context, summary: ClassSummary): Promise<MeanAlignment> {
  const classes = await loaders.meanAlignmentByClass.load(summary.runKey);
  const { alignmentIn = null, alignmentOut = null } =
    classes.find((one) => one.class === summary.classIndex) ?? {};
  return Object.assign(new MeanAlignment(), { alignmentIn, alignmentOut });
}

/** The scores at one end of a class, the most extreme first. */
export async function extremesOf(
  { loaders }: Context,
  summary: ClassSummary,
  end: 'typical' | 'atypical',
  { first, minTopFraction }: { first?: number | null; minTopFraction?: number | null },
): Promise<Score[]> {
  const perClass = lengthOfList(first ?? 8);
  if (minTopFraction && (minTopFraction < 0 || minTopFraction > 1))
    throw new ArgumentError(
      'minTopFraction',
      `'minTopFraction' is ${minTopFraction}, but a probability lies from 0 to 1.`,
    );
  const key = { runId: summary.runKey, perClass, minTopFraction: minTopFraction ?? null };
  const classes = await loaders.extremes.load(key);
  const rows = classes.find((one) => one.class === summary.classIndex)?.[end] ?? [];
  return rows.map(toScore);
}
