import type { ChartKind } from '../frame/chart-kind.ts';
import { axisTitle } from '../frame/chart.ts';
import { gridLines } from '../frame/mark.ts';
import { percentDown, percentOf } from '../frame/scale.ts';
import type { PointsSpec } from '../specs/points.ts';

/** One point a thing. */
export const points: ChartKind<PointsSpec> = {
  marks: ({ x, y, points: all }) => [
    ...gridLines(y.ticks.map(({ value }) => percentDown(y, value))),
    ...all.map(
      (point) =>
        ({
          shape: 'circle',
          x: percentOf(x, point.x),
          y: percentDown(y, point.y),
          radius: 5,
          paint: 'point',
          title: `${point.name}: ${point.label.x}, ${point.label.y}`,
        }) as const,
    ),
  ],
  table: ({ title, noun, x, y, points: all }) => ({
    summary: `${title} as a table`,
    head: [noun, axisTitle(x), axisTitle(y)],
    rows: all.map(({ name, label }) => [name, label.x, label.y]),
  }),
};
