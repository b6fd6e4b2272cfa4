import { defaultMeasure, describeContrast, measureCards, type MeasureKey } from '@engram/core';
import { formatFraction, isNumber } from '../../format.ts';
import { bands, linearAxis, type Axis, type Bands, type Chart } from '../frame/chart.ts';
import { linearScale } from '../frame/scale.ts';

export interface IntervalRow {
  name: string;
  /** null = missing, like its interval. */
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Values with their intervals on one scale that shows 0, a row each. */
export interface IntervalsSpec extends Chart {
  kind: 'intervals';
  x: Axis;
  y: Bands;
  rows: readonly IntervalRow[];
}

interface Input {
  title: string;
  x: { label: string; unit: string | null };
  /** What a row is. */
  noun: string;
  rows: readonly IntervalRow[];
  note?: string;
}

export function intervalsSpec({ title, x, noun, rows, note }: Input): IntervalsSpec {
  const ends = rows.flatMap(({ value, low, high }) => [value, low, high]).filter(isNumber);
  return {
    kind: 'intervals',
    title,
    description: `${title}: ${rows.length} values with their intervals.`,
    x: linearAxis(x, linearScale(Math.min(0, ...ends), Math.max(0, ...ends), 5)),
    y: bands(
      noun,
      rows.map(({ name }) => name),
    ),
    rows: rows.map(({ name, value, low, high }) => ({ name, value, low, high })),
    legend: [
      { label: 'value', paint: 'dot' },
      { label: 'interval', paint: 'whisker' },
      { label: '0', paint: 'faint-zero' },
    ],
    note: note ?? null,
    size: { width: 640, height: 130 + 26 * rows.length },
  };
}

interface Summarized {
  name: string;
  summary: { meanScore: number | null; interval: { low: number | null; high: number | null } | null } | null;
}

/** Mean scores of runs in one distance. */
export const meanScoresSpec = (runs: readonly Summarized[], distance: string): IntervalsSpec =>
  intervalsSpec({
    title: `Mean scores, ${distance}`,
    x: { label: 'mean score m(x)', unit: `in units of the distance: ${distance}` },
    noun: 'run',
    rows: runs.map(({ name, summary }) => ({
      name,
      value: summary?.meanScore ?? null,
      low: summary?.interval?.low ?? null,
      high: summary?.interval?.high ?? null,
    })),
  });

interface Contrast {
  role: string;
  mean: number | null;
  interval: { low: number | null; high: number | null } | null;
}

/** The parts of an `fg-split`, controls included. @param confidence 0–1, of the intervals @param measure what the run measured */
export const roleContrastsSpec = (
  contrasts: readonly Contrast[],
  confidence: number,
  nameOf: (role: string) => string,
  measure: MeasureKey = defaultMeasure,
): IntervalsSpec =>
  intervalsSpec({
    title: 'Scores by split role',
    x: { label: describeContrast(measure), unit: `in units of the ${measureCards[measure].unit}` },
    noun: 'part',
    rows: contrasts.map(({ role, mean, interval }) => ({
      name: nameOf(role),
      value: mean,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    })),
    note: `${formatFraction(confidence)} intervals over pairs of encoders and datapoints.`,
  });

interface ScoredRow {
  value: number | null;
  low: number | null;
  high: number | null;
}

/** Scores with their intervals, such as those of a page of the table or of one datapoint in all runs. */
export const scoresSpec = (
  title: string,
  noun: string,
  scores: readonly ScoredRow[],
  nameOf: (at: number) => string,
): IntervalsSpec =>
  intervalsSpec({
    title,
    // Rows may be of runs that measure different things.
    x: { label: 'score', unit: 'in units of what its run measures' },
    noun,
    rows: scores.map(({ value, low, high }, at) => ({ name: nameOf(at), value, low, high })),
  });

interface Correlation {
  spearman: number | null;
  low: number | null;
  high: number | null;
}

/** How the scores of a run go together with those of others, −1 to 1. */
export const correlationsSpec = (
  correlations: readonly Correlation[],
  nameOf: (at: number) => string,
): IntervalsSpec =>
  intervalsSpec({
    title: 'Correlation with other measures',
    x: { label: 'Spearman correlation', unit: null },
    noun: 'run',
    rows: correlations.map(({ spearman, low, high }, at) => ({
      name: nameOf(at),
      value: spearman,
      low,
      high,
    })),
  });
