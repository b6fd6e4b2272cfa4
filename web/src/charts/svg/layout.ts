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
  sources: SourceLine[];
}

export interface SourceLine {
  text: string;
  link: string | null;
  x: number;
  /** Baseline. */
  y: number;
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
/** Bold letters are wider. */
const boldness = 1.14;

export function layoutOf(spec: ChartSpec): Layout {
  const { width } = spec.size;
  const inner = width - 2 * margin;
  const titleLines = wrap(spec.title, inner, fontSizes.m * boldness);
  const yTitleLines = wrap(axisTitle(spec.y), inner, fontSizes.xs);
  const left = margin + labelWidth(spec.y, inner);
  const xTitleLines = wrap(axisTitle(spec.x), width - left - margin, fontSizes.xs);
  const noteLines = spec.note ? wrap(spec.note, inner, fontSizes.xs) : [];
  const rows = flow(
    spec.legend.map(({ label }) => label),
    inner,
    swatch.width + swatch.gap,
  );
  const sources = flow(
    (spec.sources ?? []).map(({ text }) => text),
    inner,
    0,
  );

  const yTitleAt = margin + titleLines.length * (lineHeight + 2) + lineHeight;
  const top = yTitleAt + (yTitleLines.length - 1) * lineHeight + tickSpace + 4;
  const below =
    22 + (xTitleLines.length + noteLines.length + rows.length + sources.length) * lineHeight + margin;
  const plot = {
    x: left,
    y: top,
    width: width - left - margin,
    height: spec.size.plotHeight ?? Math.max(least.plot, spec.size.height - top - below),
  };
  const xTitleAt = plot.y + plot.height + 22 + lineHeight - 4;
  const legendAt = xTitleAt + xTitleLines.length * lineHeight;
  const noteAt = legendAt + rows.length * lineHeight;
  return {
    width,
    height: plot.y + plot.height + below,
    plot,
    title: { lines: titleLines, y: margin + fontSizes.m },
    yTitle: { lines: yTitleLines, y: yTitleAt },
    xTitle: { lines: xTitleLines, y: xTitleAt },
    legend: rows.flatMap((row, at) =>
      row.map(({ text, at: entry, x }) => ({ label: text, entry, x, y: legendAt + at * lineHeight - 4 })),
    ),
    note: { lines: noteLines, y: noteAt },
    sources: sources.flatMap((row, down) =>
      row.map(({ text, at, x }) => ({
        ...{ text, x, link: spec.sources![at]!.link },
        y: noteAt + (noteLines.length + down) * lineHeight,
      })),
    ),
  };
}

/** What the numbers or names beside a plot take. */
function labelWidth(axis: Axis | Bands, inner: number): number {
  const labels = axis.type === 'bands' ? axis.names : axis.ticks.map(({ label }) => label);
  const widest = Math.max(0, ...labels.map((label) => widthOf(label, fontSizes.xs)));
  return Math.min(0.4 * inner, widest) + tickSpace;
}

interface Placed {
  text: string;
  /** Place among the given texts. */
  at: number;
  x: number;
}

/** Texts one after the other, as many in a row as fit. @param before pixels before each, for its key */
function flow(texts: readonly string[], inner: number, before: number): Placed[][] {
  const rows: Placed[][] = [];
  let end = Infinity;
  texts.forEach((whole, at) => {
    const text = cut(whole, inner - before, fontSizes.xs);
    const width = before + widthOf(text, fontSizes.xs);
    if (end + width > margin + inner) {
      rows.push([]);
      end = margin;
    }
    rows.at(-1)!.push({ text, at, x: end });
    end += width + 2 * swatch.gap;
  });
  return rows;
}
