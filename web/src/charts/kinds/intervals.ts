import { formatInterval, formatScore, isNumber } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { middleOf } from '../frame/chart.ts';
import type { Mark } from '../frame/mark.ts';
import { percentOf, type Scale } from '../frame/scale.ts';
import type { IntervalRow, IntervalsSpec } from '../specs/intervals.ts';

/** Values with their intervals, a row each. */
export const intervals: ChartKind<IntervalsSpec> = {
  marks: ({ x, rows }) => [
    zeroLine(x),
    ...rows.flatMap((row, at) => valueMarks(row, x, middleOf(at, rows.length))),
  ],
  table: ({ title, y, rows }) => ({
    summary: `${title} as a table`,
    head: [y.label, 'value', 'interval'],
    rows: rows.map((row) => [row.name, formatScore(row.value), formatInterval(row)]),
  }),
};

/** One row by itself, as it stands in a cell of a table. */
export const intervalMarks = (row: Omit<IntervalRow, 'name'>, x: Pick<Scale, 'low' | 'high'>): Mark[] => [
  zeroLine(x),
  ...valueMarks(row, x, 50),
];

function zeroLine(x: Pick<Scale, 'low' | 'high'>): Mark {
  const zero = percentOf(x, 0);
  return { shape: 'line', x1: zero, x2: zero, y1: 0, y2: 100, paint: 'faint-zero' };
}

function valueMarks(
  { value, low, high }: Omit<IntervalRow, 'name'>,
  x: Pick<Scale, 'low' | 'high'>,
  y: number,
): Mark[] {
  return [
    ...(isNumber(low) && isNumber(high)
      ? [
          {
            shape: 'line',
            x1: percentOf(x, low),
            x2: percentOf(x, high),
            y1: y,
            y2: y,
            paint: 'whisker',
          } as const,
        ]
      : []),
    ...(isNumber(value)
      ? [{ shape: 'circle', x: percentOf(x, value), y, radius: 3.5, paint: 'dot' } as const]
      : []),
  ];
}
