import { formatScore } from '../../format.ts';
import type { ChartKind } from '../frame/chart-kind.ts';
import { gridLines, type Point } from '../frame/mark.ts';
import { percentDown, percentOf, type Scale } from '../frame/scale.ts';
import type { CurvesSpec } from '../specs/curves.ts';

/** Lines over the epochs, through those that have a value. */
export const curves: ChartKind<CurvesSpec> = {
  marks: ({ x, y, curves: all, band }) => {
    const lines = (values: readonly (number | null)[]) =>
      stretches(values).map((stretch) => stretch.map(([epoch, value]) => placeOf(x, y, epoch, value)));
    const medians = band.map((point) => point?.median ?? null);
    return [
      ...gridLines(y.ticks.map(({ value }) => percentDown(y, value))),
      ...all.map((curve) => ({ shape: 'path', lines: lines(curve), paint: 'single-curve' }) as const),
      {
        shape: 'path',
        lines: stretches(medians).map((stretch) => [
          ...stretch.map(([epoch]) => placeOf(x, y, epoch, band[epoch]!.high)),
          ...stretch.map(([epoch]) => placeOf(x, y, epoch, band[epoch]!.low)).reverse(),
        ]),
        paint: 'band',
      },
      { shape: 'path', lines: lines(medians), paint: 'median' },
    ];
  },
  table: ({ title, band }) => ({
    summary: `${title} as a table`,
    head: ['epoch', 'median', '10 %', '90 %'],
    rows: band.map((point, epoch) => [
      String(epoch + 1),
      ...[point?.median, point?.low, point?.high].map(formatScore),
    ]),
  }),
};

/** @param epoch from 0 */
const placeOf = (x: Scale, y: Scale, epoch: number, value: number): Point => [
  percentOf(x, epoch + 1),
  percentDown(y, value),
];

/** [epoch, value] of neighbours that have a value. */
function stretches(values: readonly (number | null)[]): [number, number][][] {
  const found: [number, number][][] = [];
  values.forEach((value, epoch) => {
    if (value === null) return;
    const isNew = epoch === 0 || values[epoch - 1] === null;
    if (isNew) found.push([]);
    found.at(-1)!.push([epoch, value]);
  });
  return found;
}
