import { axisTitle } from '../frame/chart.ts';
import { intervalsSpec, type IntervalsSpec } from './intervals.ts';
import { linesSpec, maxLines, type LinesSpec } from './lines.ts';

/** A series of an experiment, as the API gives it. */
export interface StoredSeries {
  /** Series with the same word before the dot share a chart. */
  key: string;
  name: string;
  x: { label: string; unit: string | null; categories: readonly string[] | null };
  y: { label: string; unit: string | null };
  points: readonly {
    x: number;
    y: number | null;
    low: number | null;
    high: number | null;
    n: number | null;
  }[];
}

/** One chart of an experiment: a row for each point, in the order of its places on the horizontal axis, or a line for each series. */
export interface SeriesChart {
  key: string;
  spec: IntervalsSpec;
  /** The same as lines over an axis of numbers; null over categories, and where there is one place or more lines than can be told apart. */
  lines: LinesSpec | null;
  /** Of each row, in the chart's order. */
  rows: readonly { series: string; place: string; n: number | null }[];
}

const placeOf = ({ x: { categories } }: StoredSeries, x: number): string => categories?.[x] ?? String(x);

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const isCurve = (group: readonly StoredSeries[]): boolean =>
  group.length <= maxLines &&
  group.every(({ x }) => x.categories === null) &&
  new Set(group.flatMap(({ points }) => points.map(({ x }) => x))).size > 1;

/** The charts of an experiment. Values of one chart are in one unit, so that estimate, chance and ceiling stand below each other. */
export function seriesCharts(all: readonly StoredSeries[]): SeriesChart[] {
  const groups = new Map<string, StoredSeries[]>();
  for (const series of all) {
    const key = series.key.split('.')[0]!;
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return [...groups].map(([key, group]) => {
    const rows = group
      .flatMap((series) => series.points.map((point) => ({ series, point })))
      .sort((a, b) => a.point.x - b.point.x)
      .map(({ series, point }) => ({ ...point, series: series.name, place: placeOf(series, point.x) }));
    const [{ x, y }] = group as [StoredSeries];
    const title = sentence(`${y.label} by ${x.label}`);
    return {
      key,
      lines: isCurve(group) ? linesSpec({ title, x, y, lines: group }) : null,
      spec: intervalsSpec({
        title,
        x: { label: y.label, unit: y.unit },
        noun: axisTitle(x),
        rows: rows.map(({ place, series, y: value, low, high }) => ({
          name: `${place}, ${series}`,
          ...{ value, low, high },
        })),
      }),
      rows,
    };
  });
}
