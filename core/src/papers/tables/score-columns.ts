import { DomainError } from '../../errors.ts';
import { nearestNames } from '../../text/nearest-names.ts';
import { decimalsOf, rounded } from './rounded.ts';

/** What a table says of one score. */
export interface TableScore {
  index: number;
  class: number | null;
  rank: number | null;
  value: number | null;
  low: number | null;
  high: number | null;
  standardError: number | null;
  relativeValue: number | null;
  alignmentIn: number | null;
  alignmentOut: number | null;
  percentile: number | null;
  topFraction: number | null;
  nIn: number;
  nOut: number;
}

export interface TableColumn {
  /** @param confidence such as `95 %`; empty when the scores have no interval */
  head: (confidence: string) => string;
  /** Numbers of a cell, as text; none = missing, two = an interval. */
  cell: (score: TableScore) => readonly string[];
}

const whole = (head: string, of: (score: TableScore) => number | null): TableColumn => ({
  head: () => head,
  cell: (score) => numbers(of(score), 0),
});

const numbers = (value: number | null, decimals: number): string[] =>
  value === null ? [] : [rounded(value, decimals)];

/** As many decimals as the score's interval, or its standard error, allows. */
const ofScore = ({ low, high, standardError }: TableScore): number =>
  decimalsOf(low !== null && high !== null && high > low ? (high - low) / 2 : standardError);

const inUnits = (head: string, of: (score: TableScore) => number | null): TableColumn => ({
  head: () => head,
  cell: (score) => numbers(of(score), ofScore(score)),
});

/** The columns that a table can have, by the names that people choose them by. */
export const scoreColumns = {
  rank: whole('Rank', ({ rank }) => rank),
  index: whole('Index', ({ index }) => index),
  class: whole('Class', (score) => score.class),
  score: inUnits('Score', ({ value }) => value),
  interval: {
    head: (confidence) => (confidence === '' ? 'Interval' : `${confidence} interval`),
    cell: (score) => {
      const { low, high } = score;
      const decimals = ofScore(score);
      return low === null || high === null ? [] : [rounded(low, decimals), rounded(high, decimals)];
    },
  },
  error: {
    head: () => 'Standard error',
    cell: ({ standardError }) => numbers(standardError, decimalsOf(standardError)),
  },
  relative: {
    head: () => 'Relative score',
    cell: ({ relativeValue }) => numbers(relativeValue, 2),
  },
  in: inUnits('Loss with', ({ alignmentIn }) => alignmentIn),
  out: inUnits('Loss without', ({ alignmentOut }) => alignmentOut),
  percentile: { head: () => 'Percentile', cell: ({ percentile }) => numbers(percentile, 1) },
  top: { head: () => 'P(top 5 %)', cell: ({ topFraction }) => numbers(topFraction, 2) },
  nin: whole('Encoders with', ({ nIn }) => nIn),
  nout: whole('Encoders without', ({ nOut }) => nOut),
} as const satisfies Record<string, TableColumn>;

export type ScoreColumn = keyof typeof scoreColumns;
export const scoreColumnNames = Object.keys(scoreColumns) as ScoreColumn[];
export const defaultScoreColumns: readonly ScoreColumn[] = ['rank', 'index', 'class', 'score', 'interval'];

/**
 * The columns of these names, in this order, each once.
 * @throws DomainError INVALID_ARGUMENT for a name that is none, or for no name at all
 */
export function parseScoreColumns(names: readonly string[]): ScoreColumn[] {
  const given = names.map((name) => name.trim().toLowerCase());
  const unknown = given.find((name) => !Object.hasOwn(scoreColumns, name));
  if (unknown !== undefined && unknown !== '') {
    const near = nearestNames(unknown.slice(0, 50), scoreColumnNames)[0]!;
    throw new DomainError(
      'INVALID_ARGUMENT',
      `A table has no column '${unknown.slice(0, 50)}'. Did you mean ${near}? The columns are ${scoreColumnNames.join(', ')}.`,
    );
  }
  const found = [...new Set(given)].filter((name) => name !== '') as ScoreColumn[];
  if (found.length > 0) return found;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `A table needs at least one column of ${scoreColumnNames.join(', ')}.`,
  );
}
