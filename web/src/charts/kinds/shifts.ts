import { isNumber } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { middleOf } from '../frame/chart.ts';
import type { Mark } from '../frame/mark.ts';
import { percentOf, type Scale } from '../frame/scale.ts';
import type { ShiftRow, ShiftsSpec } from '../specs/shifts.ts';

/** Two values of each thing on one line, a round mark and a square one. */
export const shifts: ChartKind<ShiftsSpec> = {
  marks: ({ x, rows }) => rows.flatMap((row, at) => shiftMarks(row, x, middleOf(at, rows.length))),
  table: ({ title, y, rows }) => ({
    summary: `${title} as a table`,
    head: [y.label, 'a', 'b'],
    rows: rows.map(({ name, a, b }) => [
      name,
      ...[a, b].map((value) => (isNumber(value) ? value.toFixed(1) : '–')),
    ]),
  }),
};

/** Nothing where one of the values is missing. @param y middle of the row, in percent of the plot */
export function shiftMarks({ a, b }: Omit<ShiftRow, 'name'>, x: Pick<Scale, 'low' | 'high'>, y = 50): Mark[] {
  if (!isNumber(a) || !isNumber(b)) return [];
  const [from, to] = [percentOf(x, a), percentOf(x, b)];
  return [
    { shape: 'line', x1: 0, x2: 100, y1: y, y2: y, paint: 'whole-range' },
    { shape: 'line', x1: from, x2: to, y1: y, y2: y, paint: 'shift' },
    { shape: 'circle', x: from, y, radius: 4.5, paint: 'run-a' },
    { shape: 'square', x: to, y, side: 9, paint: 'run-b' },
  ];
}
