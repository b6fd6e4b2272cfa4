import { isNumber } from '../../format.ts';
import { linearAxis, type Axis, type Chart } from '../frame/chart.ts';
import { categoryTokens, type Style } from '../frame/paint.ts';
import { linearScale, roundScale } from '../frame/scale.ts';

export interface LinePoint {
  x: number;
  /** null = missing, like its interval. */
  y: number | null;
  low: number | null;
  high: number | null;
  /** What it rests on; null or left out where that says nothing. */
  n?: number | null;
}

/** Values with their intervals over numbers, a line a series, told apart without colour: by dashes and by the form of the points. */
export interface LinesSpec extends Chart {
  kind: 'lines';
  x: Axis;
  y: Axis;
  lines: readonly { name: string; points: readonly LinePoint[] }[];
}

/** How many can be told apart. */
export const maxLines = 10;

interface Input {
  title: string;
  x: { label: string; unit: string | null };
  y: { label: string; unit: string | null };
  /** At most `maxLines`. */
  lines: readonly { name: string; points: readonly LinePoint[] }[];
  note?: string;
}

const dashes = [null, '7 3', '2 3', '9 3 2 3', '4 2'];

/** How the line of a series is painted, by its place among the series. */
export function lineStyle(at: number): Style {
  const dash = dashes[at % dashes.length]!;
  const stroke = categoryTokens[at % categoryTokens.length]!;
  return { stroke, width: 1.75, ...(dash === null ? {} : { dash }) };
}

export const hasInterval = ({ y, low, high }: LinePoint): boolean =>
  isNumber(y) && isNumber(low) && isNumber(high);

/** Places where intervals of several lines would hide each other, with those lines. */
export function sharedPlaces(lines: LinesSpec['lines']): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [at, { points }] of lines.entries())
    for (const { x } of points.filter(hasInterval)) found.set(x, [...(found.get(x) ?? []), at]);
  return new Map([...found].filter(([, beside]) => beside.length > 1));
}

const movedNote =
  'Where intervals of several lines would hide each other, the lines are moved apart sideways; the table has their places.';

export function linesSpec({ title, x, y, lines, note }: Input): LinesSpec {
  const points = lines.flatMap((line) => line.points);
  const places = points.map((point) => point.x);
  const ends = points.flatMap((point) => [point.y, point.low, point.high]).filter(isNumber);
  return {
    kind: 'lines',
    title,
    description: `${title}: ${lines.map(({ name }) => name).join(', ')}.`,
    x: linearAxis(x, linearScale(Math.min(0, ...places), Math.max(0, ...places), 5)),
    y: linearAxis(
      y,
      ends.length > 0 ? roundScale(Math.min(...ends), Math.max(...ends), 5) : roundScale(0, 1, 5),
    ),
    lines: lines.map(({ name, points: own }) => ({
      name,
      points: own.map(({ x: place, y: value, low, high, n = null }) => ({
        x: place,
        y: value,
        low,
        high,
        n,
      })),
    })),
    legend: lines.map(({ name }, at) => ({ label: name, paint: lineStyle(at) })),
    note: [note, sharedPlaces(lines).size > 0 && movedNote].filter(Boolean).join(' ') || null,
    size: { width: 560, height: 380 },
  };
}
