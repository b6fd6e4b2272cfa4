import { formatCount, formatInterval, formatScore } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { gridLines, type Mark } from '../frame/mark.ts';
import { percentDown, percentOf } from '../frame/scale.ts';
import type { HistogramSpec } from '../specs/histogram.ts';

/** Between two bars, in percent of the plot; the narrowest bar is seen nevertheless. */
const gap = 0.18;
const narrowest = 0.1;

/** Bars beside each other, with ranges and upright lines over them. */
export const histogram: ChartKind<HistogramSpec> = {
  marks: (spec) => [
    ...(spec.hasGrid ? gridLines(spec.y.ticks.map(({ value }) => percentDown(spec.y, value))) : []),
    ...barMarks(spec),
    ...rangeMarks(spec),
    ...ruleMarks(spec),
  ],
  table: ({ bars }) => ({
    summary: 'The histogram as a table',
    head: ['from', 'to', 'datapoints'],
    rows: bars.map(({ low, high, count }) => [formatScore(low), formatScore(high), formatCount(count)]),
  }),
};

const barMarks = ({ bars, x, y }: HistogramSpec): Mark[] =>
  bars.map(({ low, high, count, isFull }) => ({
    shape: 'rect',
    x: percentOf(x, low),
    width: Math.max(narrowest, percentOf(x, high) - percentOf(x, low) - gap),
    y: percentDown(y, count),
    height: percentOf(y, count),
    paint: isFull ? 'full-bar' : 'bar',
    title: `${formatInterval({ low, high })}: ${formatCount(count)}`,
  }));

const rangeMarks = ({ ranges, x }: HistogramSpec): Mark[] =>
  ranges.map(({ low, high, role }) => ({
    shape: 'rect',
    x: percentOf(x, low),
    width: Math.max(narrowest, percentOf(x, high) - percentOf(x, low)),
    y: 0,
    height: 100,
    paint: role,
  }));

/** A line with a halo is seen before the bars and beside them. */
const ruleMarks = ({ rules, x }: HistogramSpec): Mark[] =>
  rules.flatMap(({ at, role, hasHalo }) => {
    const across = percentOf(x, at);
    const line = { shape: 'line', x1: across, x2: across, y1: 0, y2: 100 } as const;
    return [...(hasHalo ? [{ ...line, paint: 'halo' as const }] : []), { ...line, paint: role }];
  });
