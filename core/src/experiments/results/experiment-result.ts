/** What an experiment finds: series to draw, and statements with their uncertainty. Page, command, API and files read the same. */

/** Whether a claim holds, told from its interval alone. */
export const verdicts = ['HOLDS', 'DOES_NOT_HOLD', 'CANNOT_BE_TOLD', 'NOT_APPLICABLE'] as const;
export type Verdict = (typeof verdicts)[number];

/** What an experiment says of a claim. */
export const verdictLabels: Record<Verdict, string> = {
  HOLDS: 'holds',
  DOES_NOT_HOLD: 'does not hold here',
  CANNOT_BE_TOLD: 'cannot be told',
  NOT_APPLICABLE: 'not applicable',
};

/** An axis of numbers; with `categories`, x = 0, 1, … stand for these names. */
export interface SeriesAxis {
  readonly label: string;
  readonly unit: string | null;
  readonly categories: readonly string[] | null;
}

export interface SeriesPoint {
  readonly x: number;
  /** null where it could not be computed. */
  readonly y: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Values, encoders or datapoints that it rests on; null where that says nothing. */
  readonly n: number | null;
  /** The datapoint that it is of, by the slug of its dataset and its index there; left out where it is an aggregate. */
  readonly datapoint?: { readonly dataset: string; readonly index: number };
}

/** What is drawn as one line, or one row of dots. */
export interface Series {
  /** Unique in its experiment. Series whose keys begin with the same word before a dot share a chart. */
  readonly key: string;
  readonly name: string;
  readonly x: SeriesAxis;
  readonly y: SeriesAxis;
  readonly points: readonly SeriesPoint[];
}

export interface Statement {
  /** A sentence that is true or false. */
  readonly claim: string;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the interval, 0–1; null without one. */
  readonly confidence: number | null;
  readonly verdict: Verdict;
  /** Why the verdict is what it is, where the interval does not say it. */
  readonly reason: string | null;
  /** Where the claim was made. */
  readonly source: string | null;
}

export interface ExperimentResult {
  readonly series: readonly Series[];
  readonly statements: readonly Statement[];
}

/** An estimate with its interval; null where there is none. */
export interface Interval {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export const axis = (label: string, unit: string | null = null): SeriesAxis => ({
  label,
  unit,
  categories: null,
});

export const categoryAxis = (label: string, categories: readonly string[]): SeriesAxis => ({
  label,
  unit: null,
  categories,
});

/** The verdict on the claim that a quantity is above `bound`: it holds where the whole interval is, and does not where none of it is. */
export function verdictAbove({ estimate, low, high }: Interval, bound: number): Verdict {
  if (estimate === null || low === null || high === null) return 'CANNOT_BE_TOLD';
  if (low > bound) return 'HOLDS';
  return high <= bound ? 'DOES_NOT_HOLD' : 'CANNOT_BE_TOLD';
}

/**
 * A statement that a quantity is above `bound`.
 * @param o.withheld why it cannot be told, whatever the interval: it rests on fewer repetitions than a claim takes
 */
export function statementAbove(
  claim: string,
  interval: Interval,
  o: { bound?: number; confidence: number; source?: string; reason?: string; withheld?: string | null },
): Statement {
  const { estimate, low, high } = interval;
  const hasInterval = low !== null && high !== null;
  const noInterval =
    estimate === null ? 'It could not be computed.' : 'There is no interval: it takes more encoders.';
  return {
    ...{ claim, estimate, low, high },
    confidence: hasInterval ? o.confidence : null,
    verdict: o.withheld ? 'CANNOT_BE_TOLD' : verdictAbove(interval, o.bound ?? 0),
    reason: o.withheld ?? o.reason ?? (hasInterval ? null : noInterval),
    source: o.source ?? null,
  };
}
