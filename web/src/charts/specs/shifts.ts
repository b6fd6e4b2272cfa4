import { isNumber } from '../../format.ts';
import { bands, linearAxis, type Axis, type Bands, type Chart } from '../frame/chart.ts';
import { linearScale } from '../frame/scale.ts';

export interface ShiftRow {
  name: string;
  /** null = missing */
  a: number | null;
  b: number | null;
}

/** Two values of each thing on one scale, with the way from one to the other. */
export interface ShiftsSpec extends Chart {
  kind: 'shifts';
  x: Axis;
  y: Bands;
  rows: readonly ShiftRow[];
}

interface Input {
  title: string;
  /** What a row is. */
  noun: string;
  rows: readonly ShiftRow[];
  /** Names of a and b. */
  runs: readonly [string, string];
}

/** Percentiles of the same things in two runs. */
export function percentileShiftsSpec({ title, noun, rows, runs }: Input): ShiftsSpec {
  const drawn = rows.filter(({ a, b }) => isNumber(a) && isNumber(b)).length;
  return {
    kind: 'shifts',
    title,
    description: `${title}: percentiles in two runs, ${drawn} rows.`,
    x: linearAxis({ label: 'percentile', unit: '0 to 100' }, linearScale(0, 100, 5)),
    y: bands(
      noun,
      rows.map(({ name }) => name),
    ),
    rows: rows.map(({ name, a, b }) => ({ name, a, b })),
    legend: [
      { label: `a, ${runs[0]}`, paint: 'run-a' },
      { label: `b, ${runs[1]}`, paint: 'run-b' },
    ],
    note: null,
    size: { width: 560, height: 130 + 26 * rows.length },
  };
}
