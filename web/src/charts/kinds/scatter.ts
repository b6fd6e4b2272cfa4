import { formatCount, formatScore } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { opacityOf } from '../frame/density.ts';
import type { Mark } from '../frame/mark.ts';
import { styleOf, type Role } from '../frame/paint.ts';
import { percentDown, percentOf } from '../frame/scale.ts';
import type { Density, PlotAxes, ScatterSpec } from '../specs/scatter.ts';

/** Each datapoint a point: where they are dense the colour is stronger. */
export const scatter: ChartKind<ScatterSpec> = {
  marks: ({ x, y, identity, density }) => [
    ...(density ? pointMarks(density) : []),
    ...(identity
      ? [
          {
            shape: 'line',
            x1: percentOf(x, identity.from),
            y1: percentDown(y, identity.from),
            x2: percentOf(x, identity.to),
            y2: percentDown(y, identity.to),
            paint: 'identity',
          } as const,
        ]
      : []),
  ],
  table: ({ x, y, axes, coarse }) => ({
    summary: axes === 'place' ? 'Datapoints in each part of the map' : 'The scatter as a table',
    head: [
      `${x.label} from`,
      ...coarse.columns.map((from) => `${y.label} from ${written(axes, from, stepOf(coarse.columns))}`),
    ],
    rows: coarse.rows.map(({ from, counts }) => [
      written(axes, from, stepOf(coarse.rows.map((row) => row.from))),
      ...counts.map(formatCount),
    ]),
  }),
};

/** @param step to the next value beside it: places have as many decimals as it takes to tell the two apart */
function written(axes: PlotAxes, value: number, step: number): string {
  if (axes === 'value') return formatScore(value);
  if (axes === 'percentile') return value.toFixed(1);
  return value.toFixed(Math.min(12, Math.max(1, 1 - Math.floor(Math.log10(step)))));
}

const stepOf = (values: readonly number[]): number => Math.abs((values[1] ?? 1) - (values[0] ?? 0)) || 1;

/** Where a point passes, those that do not are not seen. */
function pointMarks(density: Density): Mark[] {
  const passing = new Set(density.passing.map(([cell]) => cell));
  const others = density.all.filter(([cell]) => !passing.has(cell));
  return [
    { shape: 'rect', x: 0, y: 0, width: 100, height: 100, paint: 'empty' },
    ...cellMarks(others, density, 'filtered-out'),
    ...cellMarks(density.passing, density, 'passing'),
  ];
}

function cellMarks(cells: Density['all'], { columns, rows }: Density, role: Role): Mark[] {
  const opacity = opacityOf(cells.reduce((most, [, count]) => Math.max(most, count), 1));
  return cells.map(([cell, count]) => ({
    shape: 'rect',
    x: (100 * (cell % columns)) / columns,
    y: (100 * Math.floor(cell / columns)) / rows,
    width: 100 / columns,
    height: 100 / rows,
    paint: { ...styleOf(role), opacity: opacity(count) },
  }));
}
