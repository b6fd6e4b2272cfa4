import { defaultMeasure, type MeasureKey } from '@engram/core';
import { formatCount, formatScore } from '../../format.ts';
import { linearAxis, type Axis, type Chart } from '../frame/chart.ts';
import type { Role } from '../frame/paint.ts';
import { countScale, linearScale } from '../frame/scale.ts';
import { scoreTitleOf, zeroLabel } from './score-axis.ts';

export interface HistogramSpec extends Chart {
  kind: 'histogram';
  x: Axis;
  y: Axis;
  hasGrid: boolean;
  /** Ascending, beside each other. */
  bars: readonly { low: number; high: number; count: number; isFull: boolean }[];
  /** Stretches of the x axis behind or over the bars, such as the interval of a mean. */
  ranges: readonly { low: number; high: number; role: Role }[];
  /** Upright lines at values of the x axis. A halo sets one off from the bars. */
  rules: readonly { at: number; role: Role; hasHalo: boolean }[];
}

export interface Bins {
  /** Ascending, one more than counts. */
  edges: ArrayLike<number>;
  counts: ArrayLike<number>;
}

/** What is chosen of a scale; null = to its end. */
export interface Range {
  from: number | null;
  to: number | null;
}

export interface Mean {
  value: number;
  interval: { low: number; high: number } | null;
}

interface Input extends Range {
  bins: Bins;
  /** Smallest and largest score that the axis shows. */
  domain: readonly [number, number];
  /** null = there is none to draw. */
  mean: Mean | null;
  /** Whose mean it is, for the legend. */
  meanOf: string;
  /** What the run measured; null = the scores were made elsewhere. */
  measure?: MeasureKey | null;
}

const size = { width: 720, height: 420 };

/** The scores of a run, with their mean, its interval, and 0. */
export function histogramSpec({
  bins,
  domain,
  from,
  to,
  mean,
  meanOf,
  measure = defaultMeasure,
}: Input): HistogramSpec {
  const interval = mean?.interval ?? null;
  const counts = Array.from(bins.counts);
  const edges = Array.from(bins.edges);
  return {
    kind: 'histogram',
    title: 'Distribution of scores',
    description: `Histogram of ${formatCount(counts.reduce((sum, count) => sum + count, 0))} scores from ${formatScore(edges[0])} to ${formatScore(edges.at(-1))}.`,
    x: withMainZero(
      linearAxis(scoreTitleOf(measure), linearScale(Math.min(0, domain[0]), Math.max(0, domain[1]), 6)),
    ),
    y: countAxis(counts, 4),
    hasGrid: true,
    bars: barsOf(edges, counts, { from, to }),
    ranges: interval ? [{ ...interval, role: 'interval' }] : [],
    rules: [
      ...(mean ? [{ at: mean.value, role: 'mean' as const, hasHalo: true }] : []),
      { at: 0, role: 'zero', hasHalo: true },
    ],
    legend: [
      { label: zeroLabel(measure), paint: 'zero' },
      {
        label: `mean ${meanOf} ${formatScore(mean?.value)}, ${interval ? 'its interval shaded' : 'no interval'}`,
        paint: 'mean',
      },
    ],
    note: null,
    size,
  };
}

/** The scores that pass the filters of the explorer, over which a range of them is brushed. */
export function brushSpec(bins: Bins, range: Range, measure: MeasureKey | null): HistogramSpec {
  const counts = Array.from(bins.counts);
  const edges = Array.from(bins.edges);
  const [low, high] = [edges[0]!, edges.at(-1)!];
  const isChosen = range.from !== null || range.to !== null;
  return {
    kind: 'histogram',
    title: 'Range of scores',
    description: `Histogram of ${formatCount(counts.reduce((sum, count) => sum + count, 0))} scores from ${formatScore(low)} to ${formatScore(high)}.`,
    x: linearAxis(scoreTitleOf(measure), linearScale(low, high, 6)),
    y: countAxis(counts, 3),
    hasGrid: false,
    bars: barsOf(edges, counts, range),
    ranges: isChosen ? [{ low: range.from ?? low, high: range.to ?? high, role: 'chosen-range' }] : [],
    rules: [{ at: 0, role: 'zero', hasHalo: false }],
    legend: [],
    note: null,
    size: { ...size, height: 240 },
  };
}

const withMainZero = (axis: Axis): Axis => ({
  ...axis,
  ticks: axis.ticks.map((tick) => (tick.value === 0 ? { ...tick, isMain: true } : tick)),
});

const countAxis = (counts: readonly number[], ticks: number): Axis =>
  linearAxis({ label: 'datapoints', unit: null }, countScale(Math.max(...counts), ticks), ({ value }) =>
    formatCount(value),
  );

const barsOf = (edges: readonly number[], counts: readonly number[], range: Range) =>
  counts.map((count, bin) => {
    const [low, high] = [edges[bin]!, edges[bin + 1]!];
    return { low, high, count, isFull: overlaps(low, high, range) };
  });

/** Whether a bin overlaps the chosen range, by more than an edge unless the range is a single value. */
function overlaps(low: number, high: number, range: Range): boolean {
  const [from, to] = [range.from ?? -Infinity, range.to ?? Infinity];
  return from === to ? low <= from && to <= high : low < to && high > from;
}
