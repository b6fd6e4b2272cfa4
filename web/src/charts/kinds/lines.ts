import { formatCount, formatInterval, formatScore, isNumber } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { axisTitle } from '../frame/chart.ts';
import { gridLines, type Mark, type Paint, type Point } from '../frame/mark.ts';
import { percentDown, percentOf } from '../frame/scale.ts';
import { lineStyle, type LinePoint, type LinesSpec } from '../specs/lines.ts';

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

const hasInterval = ({ y, low, high }: LinePoint): boolean => isNumber(y) && isNumber(low) && isNumber(high);

/** Distance of lines with intervals from each other, in percent of the width: intervals at one place would hide each other. */
const apart = 0.9;

/** How far a line is moved from its places, in percent of the width. */
function shiftOf(at: number, { lines: all }: LinesSpec): number {
  const measured = [...all.keys()].filter((line) => all[line]!.points.some(hasInterval));
  const place = measured.indexOf(at);
  return place === -1 ? 0 : apart * (place - (measured.length - 1) / 2);
}

function lineMarks(at: number, spec: LinesSpec): Mark[] {
  const { x, y } = spec;
  const style = lineStyle(at);
  const shift = shiftOf(at, spec);
  const known = spec.lines[at]!.points.filter((point) => isNumber(point.y));
  const placeOf = (point: LinePoint, value: number): Point => [
    percentOf(x, point.x) + shift,
    percentDown(y, value),
  ];
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
