import { axisTitle, type Axis, type Bands } from '../frame/chart.ts';
import type { ChartSpec } from '../registry.ts';
import type { Box } from './mark-to-svg.ts';
import { fontSizes } from './palette.ts';
import { cut, widthOf, wrap } from './text.ts';

/** Where the parts of a figure stand, in pixels. Texts are broken into lines that fit. */
export interface Layout {
  width: number;
  height: number;
  plot: Box;
  /** The first line of each text ends at its `y`. */
  title: TextBlock;
  yTitle: TextBlock;
  xTitle: TextBlock;
  legend: LegendItem[];
  note: TextBlock;
}

export interface TextBlock {
  lines: string[];
  /** Of the first line. */
  y: number;
}

export interface LegendItem {
  label: string;
  /** Place among the entries of the specification. */
  entry: number;
  x: number;
  /** Middle of the line. */
  y: number;
}

/** Pixels from one line to the next. */
export const lineHeight = 17;
export const swatch = { width: 18, gap: 6 };
export const margin = 14;
/** Between the plot and what stands beside it. */
const tickSpace = 10;
const least = { plot: 40 };

export function layoutOf(spec: ChartSpec): Layout {
  const { width } = spec.size;
  const inner = width - 2 * margin;
  const titleLines = wrap(spec.title, inner, fontSizes.m);
  const yTitleLines = wrap(axisTitle(spec.y), inner, fontSizes.xs);
  const left = margin + labelWidth(spec.y, inner);
  const xTitleLines = wrap(axisTitle(spec.x), width - left - margin, fontSizes.xs);
  const noteLines = spec.note ? wrap(spec.note, inner, fontSizes.xs) : [];
  const rows = legendRows(spec, inner);

  const yTitleAt = margin + titleLines.length * (lineHeight + 2) + lineHeight;
  const top = yTitleAt + (yTitleLines.length - 1) * lineHeight + tickSpace + 4;
  const below = 22 + (xTitleLines.length + noteLines.length + rows.length) * lineHeight + margin;
  const plot = {
    x: left,
    y: top,
    width: width - left - margin,
    height: Math.max(least.plot, spec.size.height - top - below),
  };
  const xTitleAt = plot.y + plot.height + 22 + lineHeight - 4;
  const legendAt = xTitleAt + xTitleLines.length * lineHeight;
  return {
    width,
    height: plot.y + plot.height + below,
    plot,
    title: { lines: titleLines, y: margin + fontSizes.m },
    yTitle: { lines: yTitleLines, y: yTitleAt },
    xTitle: { lines: xTitleLines, y: xTitleAt },
    legend: rows.flatMap((row, at) => row.map((item) => ({ ...item, y: legendAt + at * lineHeight - 4 }))),
    note: { lines: noteLines, y: legendAt + rows.length * lineHeight },
  };
}

/** What the numbers or names beside a plot take. */
export function labelWidth(axis: Axis | Bands, inner: number): number {
  const labels = axis.type === 'bands' ? axis.names : axis.ticks.map(({ label }) => label);
  const widest = Math.max(0, ...labels.map((label) => widthOf(label, fontSizes.xs)));
  return Math.min(0.4 * inner, widest) + tickSpace;
}

type Row = Omit<LegendItem, 'y'>[];

/** Entries of the legend one after the other, as many in a row as fit. */
function legendRows({ legend }: ChartSpec, inner: number): Row[] {
  const rows: Row[] = [];
  let end = Infinity;
  legend.forEach(({ label }, entry) => {
    const text = cut(label, inner - swatch.width - swatch.gap, fontSizes.xs);
    const width = swatch.width + swatch.gap + widthOf(text, fontSizes.xs);
    if (end + width > margin + inner) {
      rows.push([]);
      end = margin;
    }
    rows.at(-1)!.push({ label: text, entry, x: end });
    end += width + 2 * swatch.gap;
  });
  return rows;
}
