import type { Bands, Chart, LegendEntry } from '../frame/chart.ts';
import { levelOf, levelStyle } from '../frame/level.ts';

/** Numbers of pairs of things as colours, written into the cells as well. */
export interface MatrixSpec extends Chart {
  kind: 'matrix';
  x: Bands;
  y: Bands;
  /** Row by row; what stands on the diagonal has no colour. */
  cells: readonly (readonly MatrixCell[])[];
  /** Share of the hue, 0–1, at the highest level. */
  strongest: number;
}

export interface MatrixCell {
  value: number | null;
  /** Place of the value between the lowest and the highest colour, 0–1; null = unknown. */
  level: number | null;
  isDiagonal: boolean;
  /** Written into the cell, the first line large. */
  lines: readonly string[];
}

/** Whether a cell has a line through it instead of anything else. */
export const isBlank = ({ isDiagonal, lines }: MatrixCell): boolean => isDiagonal && lines.length === 0;

/** Five places between the lowest colour and the highest. @param label of a place, 0–1 */
export const colourLegend = (label: (place: number) => string, strongestShare: number): LegendEntry[] =>
  [0, 0.25, 0.5, 0.75, 1].map((place) => ({
    label: label(place),
    paint: levelStyle(levelOf(place), strongestShare),
  }));
