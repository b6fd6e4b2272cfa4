import { formatInterval, formatScore, isNumber } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { bandOf } from '../frame/chart.ts';
import type { Mark, Point } from '../frame/mark.ts';
import { percentOf } from '../frame/scale.ts';
import type { Profile, ProfilesSpec } from '../specs/profiles.ts';

/** A line through the values of each profile; within a place, profiles stand below each other. */
export const profiles: ChartKind<ProfilesSpec> = {
  marks: (spec) => {
    const count = spec.y.names.length;
    const places = spec.y.names.map((_, place) => bandOf(place, count));
    return [
      zeroLine(spec),
      ...spec.profiles.map((profile, at): Mark => ({
        shape: 'path',
        lines: stretches(profile).map((stretch) =>
          stretch.map(([place, value]): Point => [
            percentOf(spec.x, value),
            heightOf(spec, at, places[place]!),
          ]),
        ),
        paint: profile.line,
      })),
      ...places.flatMap((band, place) => valueMarks(spec, place, band)),
    ];
  },
  table: ({ title, y, profiles: all }) => ({
    summary: `${title} as a table`,
    head: [y.label, 'run', 'value', 'interval'],
    rows: y.names.flatMap((name, place) =>
      all.map((profile) => {
        const value = profile.values[place]!;
        return [name, profile.name, formatScore(value.value), formatInterval(value)];
      }),
    ),
  }),
};

/** One place by itself, as it stands in a cell of a table. */
export const placeMarks = (spec: ProfilesSpec, place: number): Mark[] => [
  zeroLine(spec),
  ...valueMarks(spec, place, { start: 0, width: 100 }),
];

function zeroLine({ x }: ProfilesSpec): Mark {
  const zero = percentOf(x, 0);
  return { shape: 'line', x1: zero, x2: zero, y1: 0, y2: 100, paint: 'faint-zero' };
}

interface Band {
  start: number;
  width: number;
}

/** Of profile `at` within the band of a place. */
const heightOf = ({ profiles: all }: ProfilesSpec, at: number, { start, width }: Band): number =>
  start + (width * (at + 1)) / (all.length + 1);

function valueMarks(spec: ProfilesSpec, place: number, band: Band): Mark[] {
  return spec.profiles.flatMap(({ values, whisker, dot, name }, at): Mark[] => {
    const { value, low, high } = values[place]!;
    const y = heightOf(spec, at, band);
    const across = (number: number) => percentOf(spec.x, number);
    return [
      ...(isNumber(low) && isNumber(high)
        ? [{ shape: 'line', x1: across(low), x2: across(high), y1: y, y2: y, paint: whisker } as const]
        : []),
      ...(isNumber(value)
        ? [
            {
              shape: 'circle',
              x: across(value),
              y,
              radius: 3.5,
              paint: dot,
              title: `${name}: ${formatScore(value)}`,
            } as const,
          ]
        : []),
    ];
  });
}

/** [place, value] of neighbours that have a value. */
function stretches({ values }: Profile): [number, number][][] {
  const found: [number, number][][] = [];
  values.forEach(({ value }, place) => {
    if (!isNumber(value)) return;
    if (place === 0 || !isNumber(values[place - 1]!.value)) found.push([]);
    found.at(-1)!.push([place, value]);
  });
  return found;
}
