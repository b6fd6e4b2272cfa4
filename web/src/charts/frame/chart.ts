import type { Paint } from './mark.ts';
import type { Scale, Tick } from './scale.ts';

/** An axis of numbers. */
export interface Axis extends Scale {
  type: 'linear';
  label: string;
  /** As it is written behind the label, `in units of the distance`; null for counts and other pure numbers. */
  unit: string | null;
}

/** An axis of names, each with a band of equal width. */
export interface Bands {
  type: 'bands';
  label: string;
  unit: null;
  names: readonly string[];
}

export interface LegendEntry {
  label: string;
  /** As the marks that it stands for are painted. */
  paint: Paint;
}

/** A short text below a figure, which leads somewhere unless its link is null. */
export interface SourceItem {
  text: string;
  link: string | null;
}

/**
 * What every chart has, whatever its kind. A specification is plain data: it survives JSON, holds no function, no colour
 * and no position on a screen. Colours are roles (paint.ts), positions are values on the axes.
 */
export interface Chart {
  /** What the chart shows, in a few words. */
  title: string;
  /** The same in a sentence with its numbers, for readers who do not see it. */
  description: string;
  x: Axis | Bands;
  y: Axis | Bands;
  legend: readonly LegendEntry[];
  /** What is needed to read the chart; null = nothing. */
  note: string | null;
  /** Where the figure comes from, and numbers that it rests on, one beside the other below it; left out = nothing. */
  sources?: readonly SourceItem[];
  /** Of the whole figure on paper, in pixels, or of its plot alone where its rows ask for a height; on a page a chart takes the width that it is given. */
  size: { width: number; height: number; plotHeight?: number };
}

/** The numbers behind a chart. */
export interface Table {
  summary: string;
  head: string[];
  rows: string[][];
}

export const axisTitle = ({ label, unit }: { label: string; unit: string | null }): string =>
  unit ? `${label}, ${unit}` : label;

/** An axis over a scale. @param label of a tick; the number itself when left out */
export function linearAxis(
  title: { label: string; unit: string | null },
  scale: Scale,
  label?: (tick: Tick) => string,
): Axis {
  const ticks = label ? scale.ticks.map((tick) => ({ ...tick, label: label(tick) })) : scale.ticks;
  return { type: 'linear', ...title, ...scale, ticks };
}

export const bands = (label: string, names: readonly string[]): Bands => ({
  type: 'bands',
  label,
  unit: null,
  names,
});

/** The place of band `at` of `count`, in percent: where it begins, and how wide it is. */
export const bandOf = (at: number, count: number) => ({ start: (100 * at) / count, width: 100 / count });

export const middleOf = (at: number, count: number): number => (100 * (at + 0.5)) / count;
