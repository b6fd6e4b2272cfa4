import type { RunState } from '../../../address/url-state.ts';
import { isNumber } from '../../../format.ts';
import { rangeMessage } from '../../../messages/range-message.ts';
import type { ClassSummary } from '../../scores/class-documents.ts';
import type { RunSummary } from '../run-document.ts';

/** The numbers above the scores: of the whole run, or of the latent classes and the range of scores that are chosen. */
export interface Headline {
  /** `of the run`, `of class 3`, `of the classes 3, 6`, `of class 3, scores ≥ 0.01`. */
  of: string;
  /** null while it is being loaded, or when none of these datapoints has a score. */
  mean: number | null;
  interval: { low: number; high: number } | null;
  /** Why there is no interval. */
  noInterval: string;
  /** Identifiable datapoints. */
  count: number | null;
  positiveFraction: number | null;
}

type ClassMean = Pick<ClassSummary, 'count' | 'mean' | 'low' | 'high'> & {
  class: Pick<ClassSummary['class'], 'index' | 'name'>;
};

/** @param isImported whether the scores were made elsewhere */
export const headlineOfRun = (summary: RunSummary, isImported: boolean): Headline => ({
  of: 'of the run',
  mean: summary.meanScore,
  interval: summary.interval,
  noInterval: isImported
    ? 'no interval: the encoders of imported scores are not known'
    : 'no interval: there are too few encoders for one',
  count: summary.identifiableCount,
  positiveFraction: summary.positiveFraction,
});

/**
 * Of the chosen classes together. The classes' intervals share their encoders, so that they cannot be put together to one.
 * @param summaries of all classes; undefined while they are being loaded
 * @param notPositive number of datapoints of these classes with a score of 0 or less; undefined while it is being loaded
 */
export function headlineOfClasses(
  chosen: readonly number[],
  summaries: readonly ClassMean[] | undefined,
  notPositive: number | undefined,
): Headline {
  const found = (summaries ?? []).filter((one) => chosen.includes(one.class.index));
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const total = found.reduce((sum, one) => sum + one.count * (one.mean ?? 0), 0);
  const [only] = found.length === 1 ? found : [];
  const interval =
    only && isNumber(only.low) && isNumber(only.high) ? { low: only.low, high: only.high } : null;
  return {
    of: ofClasses(found),
    mean: count > 0 ? total / count : null,
    interval,
    noInterval: only
      ? 'no interval: there are too few encoders or datapoints for one'
      : 'no interval over several classes; choose one',
    count: summaries ? count : null,
    positiveFraction: count > 0 && notPositive !== undefined ? 1 - notPositive / count : null,
  };
}

/** Numbers of the scores within a range, as the API gives them. */
export interface RangeNumbers {
  chosen: { totalCount: number; meanValue: number | null };
  notPositive: { totalCount: number };
}

/**
 * Of the scores within a range, among those of the chosen classes. They were chosen by their values, which no interval takes into account.
 * @param summaries of all classes; undefined while they are being loaded
 * @param numbers undefined while they are being loaded
 */
export function headlineOfRange(
  { classes, ...range }: Pick<RunState, 'classes' | 'from' | 'to'>,
  summaries: readonly ClassMean[] | undefined,
  numbers: RangeNumbers | undefined,
): Headline {
  const found = (summaries ?? []).filter((one) => classes.includes(one.class.index));
  const count = numbers?.chosen.totalCount ?? null;
  return {
    of: `${classes.length === 0 ? 'of the run' : ofClasses(found)}, ${rangeMessage('scores', range)}`,
    mean: numbers?.chosen.meanValue ?? null,
    interval: null,
    noInterval: 'no interval: these datapoints were chosen by their scores',
    count,
    positiveFraction: numbers && count ? 1 - numbers.notPositive.totalCount / count : null,
  };
}

/** `of class 3`, `of the classes 3, 6`. */
function ofClasses(found: readonly Pick<ClassMean, 'class'>[]): string {
  if (found.length === 0) return 'of the chosen classes';
  const names = found.map((one) => one.class.name).join(', ');
  return `of ${found.length === 1 ? 'class' : 'the classes'} ${names}`;
}
