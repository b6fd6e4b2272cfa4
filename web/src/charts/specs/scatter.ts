import { extent } from 'd3-array';
import { linearAxis, type Axis, type Chart, type LegendEntry } from '../frame/chart.ts';
import { countPixels, pixelsOf } from '../frame/density.ts';
import { categoryTokens, styleOf, type PointToken } from '../frame/paint.ts';
import { linearScale, type Scale } from '../frame/scale.ts';
import { coarseCounts, type CoarseCounts } from './coarse-counts.ts';

/** What the axes count: scores, or their percentiles where scores may not be compared. */
export type ScatterAxes = 'value' | 'percentile';

/** Those of a scatter, or of a map, which count nothing. */
export type PlotAxes = ScatterAxes | 'place';

export interface ScatterSpec extends Chart {
  kind: 'scatter';
  axes: PlotAxes;
  x: Axis;
  y: Axis;
  /** Where both are the same; null = nowhere within the axes, or where sameness means nothing. */
  identity: { from: number; to: number } | null;
  /** How many points fall on each cell of a grid over the axes; a page may paint them at its own pixels instead, then null. */
  density: Density | null;
  /** Points that pass, in a few cells of both axes, for the table. */
  coarse: { columns: readonly number[]; rows: readonly { from: number; counts: readonly number[] }[] };
}

export interface Density {
  columns: number;
  rows: number;
  /** [cell, points] of the cells that have some, row by row from the top; all points, then those that pass all filters. */
  all: readonly (readonly [cell: number, count: number])[];
  passing: readonly (readonly [cell: number, count: number])[];
}

interface Input {
  /** [N] NaN = missing, like y */
  x: Float32Array;
  y: Float32Array;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Uint8Array | Uint16Array;
  xTitle: string;
  yTitle: string;
}

interface Look {
  axes: PlotAxes;
  /** Whether the values of the two runs may be compared; percentiles always may. */
  isComparable: boolean;
  /** By what the points are coloured; null = by the filters alone. */
  categories: {
    names: readonly string[];
    rest: string | null;
    tokens?: readonly PointToken[];
    /** Codes that a point has: 0 for the rest, 1, 2, … for the names; all of them when left out. */
    drawn?: ReadonlySet<number>;
  } | null;
  /** Whether any filter is set, or may be; true when left out. */
  isFiltered?: boolean;
}

const plain: Look = { axes: 'value', isComparable: true, categories: null };

/** Of each axis, beside the outermost scores. */
const margin = 0.02;

/** Fine enough that two points that a reader can tell apart are in two cells. */
const grid = { width: 180, height: 120 };

/** A little wider than the scores. */
export function scatterScale(values: Float32Array, ticks: number): Scale {
  const [low = 0, high = 1] = extent(values) as [number?, number?];
  const room = (high - low || 1) * margin;
  return linearScale(low - room, high + room, ticks);
}

/**
 * Everything but the points, which a page paints from its columns.
 * @param coarse of the same points @param scales of what is shown of both axes
 */
export function scatterFrame(
  input: Pick<Input, 'xTitle' | 'yTitle'>,
  coarse: CoarseCounts,
  scales: { x: Scale; y: Scale },
  look: Look = plain,
): ScatterSpec {
  const isMap = look.axes === 'place';
  const { x, y } = isMap ? { x: withoutTicks(scales.x), y: withoutTicks(scales.y) } : scales;
  const [from, to] = [Math.max(x.low, y.low), Math.min(x.high, y.high)];
  return {
    kind: 'scatter',
    axes: look.axes,
    title: isMap ? 'Map of representations' : `${input.xTitle} against ${input.yTitle}`,
    description: coarse.description,
    x: linearAxis({ label: input.xTitle, unit: units[look.axes] }, x),
    y: linearAxis({ label: input.yTitle, unit: units[look.axes] }, y),
    identity: from < to && hasIdentity(look) ? { from, to } : null,
    density: null,
    coarse: { columns: coarse.columns, rows: coarse.rows },
    legend: legendOf(look),
    note: null,
    size: { width: 640, height: 480 },
  };
}

const withoutTicks = (scale: Scale): Scale => ({ ...scale, ticks: [] });

const units: Record<PlotAxes, string | null> = {
  value: 'in units of its distance',
  percentile: '100 = the most memorized',
  place: null,
};

const hasIdentity = ({ axes, isComparable }: Look): boolean =>
  axes === 'percentile' || (axes === 'value' && isComparable);

function legendOf(look: Look): LegendEntry[] {
  const { isFiltered = true } = look;
  const same = look.axes === 'percentile' ? 'the same percentile in both' : 'the same score in both';
  return [
    ...(look.categories ? categoryEntries(look.categories, isFiltered) : plainEntries(isFiltered)),
    ...(hasIdentity(look) ? [{ label: same, paint: 'identity' } as const] : []),
  ];
}

const plainEntries = (isFiltered: boolean): LegendEntry[] =>
  isFiltered
    ? [
        { label: 'passes all filters', paint: 'passing' },
        { label: 'filtered out', paint: 'filtered-out' },
      ]
    : [{ label: 'a datapoint', paint: 'passing' }];

function categoryEntries(
  { names, rest, tokens = categoryTokens, drawn }: NonNullable<Look['categories']>,
  isFiltered: boolean,
): LegendEntry[] {
  const grey = styleOf('filtered-out');
  const isDrawn = (code: number): boolean => drawn?.has(code) ?? true;
  return [
    ...names.map((label, at) => ({ label, paint: { fill: tokens[at]! } })).filter((_, at) => isDrawn(at + 1)),
    ...(rest === null || !isDrawn(0) ? [] : [{ label: rest, paint: grey }]),
    ...(isFiltered ? [{ label: 'filtered out', paint: { ...grey, opacity: filteredOutOpacity } }] : []),
  ];
}

/** Of the points that do not pass, where colours stand for categories: grey is one of them. */
export const filteredOutOpacity = 0.3;

/** Scores of two runs, each datapoint a point. */
export function scatterSpec(input: Input): ScatterSpec {
  const scales = { x: scatterScale(input.x, 7), y: scatterScale(input.y, 5) };
  const { x, y } = scales;
  const pixels = pixelsOf(input.x, input.y, { ...grid, x: [x.low, x.high], y: [y.low, y.high] });
  const cells = grid.width * grid.height;
  return {
    ...scatterFrame(input, coarseCounts(input.x, input.y, input.failed, x, y), scales),
    density: {
      columns: grid.width,
      rows: grid.height,
      all: sparse(countPixels(pixels, cells)),
      passing: sparse(countPixels(pixels, cells, input.failed)),
    },
  };
}

const sparse = (counts: Uint32Array): [number, number][] =>
  Array.from(counts, (count, cell): [number, number] => [cell, count]).filter(([, count]) => count > 0);
