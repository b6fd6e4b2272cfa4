import { formatCount, formatInterval, formatScore, isNumber } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { axisTitle } from '../frame/chart.ts';
import { gridLines, type Mark, type Paint, type Point } from '../frame/mark.ts';
import { percentDown, percentOf } from '../frame/scale.ts';
import { hasInterval, lineStyle, sharedPlaces, type LinePoint, type LinesSpec } from '../specs/lines.ts';

/** A line a series through the points that have a value, each with its interval. */
export const lines: ChartKind<LinesSpec> = {
  marks: (spec) => [
    ...gridLines(spec.y.ticks.map(({ value }) => percentDown(spec.y, value))),
    ...spec.lines.flatMap((_, at) => lineMarks(at, spec)),
  ],
  table: ({ title, x, lines: all }) => {
    const hasCounts = all.some(({ points }) => points.some(({ n }) => isNumber(n)));
    return {
      summary: `${title} as a table`,
      head: ['series', axisTitle(x), 'value', 'interval', ...(hasCounts ? ['n'] : [])],
      rows: all.flatMap(({ name, points }) =>
        points.map((point) => [
          ...[name, formatPlace(point.x), formatScore(point.y), formatInterval(point)],
          ...(hasCounts ? [isNumber(point.n) ? formatCount(point.n) : '–'] : []),
        ]),
      ),
    };
  },
};

/** A number on the horizontal axis, to what can be read off it. */
const formatPlace = (x: number): string => String(Number(x.toPrecision(4)));

/** Distance of lines from each other at a place where several have intervals, in percent of the width. */
const apart = 0.9;

/** Places of a line on the horizontal axis in percent; at a place that lines share, those with an interval stand beside each other, within the axis. */
function placesOf(at: number, { x, lines: all }: LinesSpec): (point: LinePoint) => number {
  const shared = sharedPlaces(all);
  const percents = [...new Set(all.flatMap(({ points }) => points.map((point) => percentOf(x, point.x))))];
  const gaps = percents.toSorted((a, b) => a - b).map((place, i, sorted) => place - (sorted[i - 1] ?? -100));
  // Half of the least gap has room for all of a place, so that neighbours are never crossed.
  const step = Math.min(apart, Math.min(...gaps) / (2 * all.length));
  return (point) => {
    const beside = shared.get(point.x) ?? [];
    const place = percentOf(x, point.x);
    if (!beside.includes(at) || !hasInterval(point)) return place;
    const width = step * (beside.length - 1);
    return Math.min(Math.max(place - width / 2, 0), 100 - width) + step * beside.indexOf(at);
  };
}

function lineMarks(at: number, spec: LinesSpec): Mark[] {
  const { y } = spec;
  const style = lineStyle(at);
  const across = placesOf(at, spec);
  const known = spec.lines[at]!.points.filter((point) => isNumber(point.y));
  const placeOf = (point: LinePoint, value: number): Point => [across(point), percentDown(y, value)];
  const whiskers = known.flatMap((point): Mark[] => {
    if (!isNumber(point.low) || !isNumber(point.high)) return [];
    const [[x1, y1], [, y2]] = [placeOf(point, point.low), placeOf(point, point.high)];
    return [
      { shape: 'line', x1, x2: x1, y1, y2, paint: { stroke: style.stroke!, width: 1.25, opacity: 0.65 } },
    ];
  });
  return [
    ...whiskers,
    ...(known.length > 1
      ? [{ shape: 'path', lines: [known.map((point) => placeOf(point, point.y!))], paint: style } as const]
      : []),
    ...known.map((point) => pointMark(placeOf(point, point.y!), at, style.stroke!)),
  ];
}

/** Round or square, full or hollow, by the place of the series. */
function pointMark(
  [x, y]: Point,
  at: number,
  stroke: NonNullable<ReturnType<typeof lineStyle>['stroke']>,
): Mark {
  const paint: Paint = { fill: Math.floor(at / 2) % 2 === 0 ? stroke : 'surface', stroke, width: 1.5 };
  return at % 2 === 0
    ? { shape: 'circle', x, y, radius: 3.5, paint }
    : { shape: 'square', x, y, side: 6.5, paint };
}
