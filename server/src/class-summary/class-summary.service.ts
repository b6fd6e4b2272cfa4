import type { FloatRange } from '@engram/store';
import type { Context } from '../context.ts';
import { ArgumentError } from '../argument-error.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import { existingRun } from '../run/run.service.ts';
import { range } from '../score/score-filter.ts';
import type { FloatRange as FloatRangeInput } from '../score/score.input.ts';
import { toScore } from '../score/score.service.ts';
import { MeanAlignment, type Score } from '../score/score.type.ts';
import { ClassSummary } from './class-summary.type.ts';

export async function classSummariesOf(
  context: Context,
  runId: string,
  asked?: FloatRangeInput | null,
): Promise<ClassSummary[]> {
  const { datasetKey } = await existingRun(context, runId);
  const value = range(asked);
  const of = (row: { class: number }) => ({ runKey: runId, datasetKey, classIndex: row.class });
  if (!value) {
    const rows = await context.loaders.classSummaries.load(runId);
    return rows.map((row) => Object.assign(new ClassSummary(), row, of(row), { within: null }));
  }
  const rows = await context.loaders.classesWithin.load({ runId, value });
  return rows.map(({ alignmentIn, alignmentOut, ...row }) =>
    Object.assign(new ClassSummary(), row, of(row), {
      within: { value, meanAlignment: Object.assign(new MeanAlignment(), { alignmentIn, alignmentOut }) },
    }),
  );
}

/** All classes of a run are read by one statement. */
export async function meanAlignmentOf({ loaders }: Context, summary: ClassSummary): Promise<MeanAlignment> {
  if (summary.within) return summary.within.meanAlignment;
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
  const value: FloatRange | null = summary.within?.value ?? null;
  const key = { runId: summary.runKey, perClass, minTopFraction: minTopFraction ?? null, value };
  const classes = await loaders.extremes.load(key);
  const rows = classes.find((one) => one.class === summary.classIndex)?.[end] ?? [];
  return rows.map(toScore);
}
