import { largestPage } from './sizes.ts';

/**
 * What a field costs beside the objects that it returns, in objects that take about as long. The numbers are estimates, to
 * tell what is dear from what is cheap.
 */
export type FieldWork = (args: Readonly<Record<string, unknown>>) => number;

/** For `@Extensions` of a field whose work is not in the number of its objects. */
export const works = (work: FieldWork | number): { work: FieldWork } => ({
  work: typeof work === 'number' ? () => work : work,
});

/** To count or list in the order of an index what belongs to a whole run. */
export const wholeRunCost = 100;
/** The same, of each of a run's classes or a dataset's tags; one statement reads them all, and a list without a bound counts as 10. */
export const classOfRunCost = wholeRunCost / 10;
/** To rank two whole runs against each other. */
export const pairOfRuns = 500;
/** To look up the top of a run for an agreement. */
const topOfRun = 100;
/** To plan and evaluate a filter within others. */
const condition = 10;
/** To compare two runs of an agreement. */
const comparedPair = 100;
/** To read all scores of a run for its hash. */
const hashedRun = 500;
/** To read the curves of an encoder. */
const curves = 2;
/** Runs that a snapshot may hold. */
const runsOfSnapshot = 50;

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const numberOr = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** To evaluate a filter of scores with all that lies within it. */
export function filterWork(filter: unknown): number {
  if (!isObject(filter)) return 0;
  const { agreement, and, or, not, indices, contentHashes, tags, classes } = filter;
  const lists = [indices, contentHashes, tags, classes].reduce(
    (sum: number, list) => sum + lengthOf(list),
    0,
  );
  const voters = isObject(agreement) ? topOfRun * lengthOf(agreement.runs) : 0;
  const inner = [and, or, not]
    .flat()
    .reduce((sum: number, one) => sum + (isObject(one) ? condition + filterWork(one) : 0), 0);
  return lists + voters + inner;
}

export const agreementWork: FieldWork = ({ runs }) =>
  (comparedPair * lengthOf(runs) * (lengthOf(runs) - 1)) / 2;
export const histogramWork: FieldWork = ({ filter, bins }) =>
  wholeRunCost + filterWork(filter) + numberOr(bins, 50);
/** To find each edge of a run's histogram in an index. */
export const runHistogramWork: FieldWork = ({ bins }) => numberOr(bins, 20);
export const scoresWork: FieldWork = ({ filter }) => filterWork(filter);
/** Experiments together may bring along as many runs as a snapshot may hold; each is looked up and hashed itself as well. */
export const snapshotWork: FieldWork = ({ runs, experiments }) =>
  hashedRun *
  (Math.max(lengthOf(runs), lengthOf(experiments) > 0 ? runsOfSnapshot : 0) + lengthOf(experiments));
/** To look up of what a snapshot has figures: a few statements. */
export const figuresWork = 20;
export const tableWork: FieldWork = ({ top }) => runsOfSnapshot * Math.min(largestPage, numberOr(top, 10));
export const curvesWork: FieldWork = ({ first }) =>
  curves * Math.min(largestPage, numberOr(first, largestPage));
