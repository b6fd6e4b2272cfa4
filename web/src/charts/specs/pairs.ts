import { formatScore, isNumber } from '../../format.ts';
import { bands } from '../frame/chart.ts';
import { colourLegend, type MatrixSpec } from './matrix.ts';

/** A matrix with two numbers of each pair of things. */
export interface PairsSpec extends MatrixSpec {
  /** What the numbers above the diagonal and below it are. */
  triangles: { upper: string; lower: string };
}

interface Triangle {
  /** What its numbers are. */
  name: string;
  /** The number of two things, from 0; null when it is missing. */
  at: (a: number, b: number) => number | null;
}

interface Pairs {
  title: string;
  /** Things, at least 2. */
  count: number;
  noun: string;
  /** Above the diagonal, and below it. */
  upper: Triangle;
  lower: Triangle;
}

/** Weak enough for small text in the cells. */
const strongest = 0.42;

/** More things than this leave no room for numbers in the cells. */
const maxWithNumbers = 12;

/** Two numbers of each pair of things, one above the diagonal, one below; colours go from the smallest number to the largest. */
export function pairsSpec({ title, count, noun, upper, lower }: Pairs): PairsSpec {
  const all = Array.from({ length: count }, (_, at) => at);
  const valueOf = (row: number, column: number) =>
    row === column ? null : (row < column ? upper : lower).at(row, column);
  const values = all.flatMap((row) => all.map((column) => valueOf(row, column))).filter(isNumber);
  const [least, most] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [null, null];
  const placeOf = (value: number | null): number | null =>
    value === null || least === null ? null : most > least ? (value - least) / (most - least) : 0.5;
  const names = all.map((at) => String(at + 1));
  return {
    kind: 'matrix',
    title,
    description: `${title}: ${count} × ${count} ${noun}s.`,
    x: bands(noun, names),
    y: bands(noun, names),
    cells: all.map((row) =>
      all.map((column) => {
        const value = valueOf(row, column);
        return {
          value,
          level: placeOf(value),
          isDiagonal: row === column,
          lines: value !== null && count <= maxWithNumbers ? [shortDistance(value, most!)] : [],
        };
      }),
    ),
    triangles: { upper: upper.name, lower: lower.name },
    strongest,
    legend:
      least === null ? [] : colourLegend((place) => formatScore(least + place * (most - least)), strongest),
    note: `Below the diagonal: ${lower.name}. Above it: ${upper.name}. In units of the distance.`,
    size: { width: 420, height: 480 },
  };
}

/** A distance in as few signs as tell it from others of its matrix: `.31`, `1.2`, `.004`. */
export function shortDistance(value: number, largest: number): string {
  const decimals = largest >= 10 ? 0 : Math.min(4, Math.max(1, 1 - Math.floor(Math.log10(largest || 1))));
  return value.toFixed(decimals).replace(/^0\./, '.');
}
