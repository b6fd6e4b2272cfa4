import type { ChartSpec } from '../../web/src/charts/registry.ts';
import { agreementSpec } from '../../web/src/charts/specs/agreement.ts';
import { curvesSpec } from '../../web/src/charts/specs/curves.ts';
import { brushSpec, histogramSpec } from '../../web/src/charts/specs/histogram.ts';
import { meanScoresSpec } from '../../web/src/charts/specs/intervals.ts';
import { pairsSpec } from '../../web/src/charts/specs/pairs.ts';
import { reliabilitySpec } from '../../web/src/charts/specs/points.ts';
import { scatterSpec } from '../../web/src/charts/specs/scatter.ts';
import { percentileShiftsSpec } from '../../web/src/charts/specs/shifts.ts';

const bins = { edges: [-0.02, 0, 0.02, 0.04], counts: [10, 40, 25] };
const names = ['first', 'second & <third>'];
const runs = [
  {
    id: 'a',
    name: 'first',
    encoderCount: 8,
    summary: { meanScore: 0.02, interval: { low: 0.01, high: 0.03 }, spearmanBrown: 0.5, ranking: 'FAIR' },
  },
  {
    id: 'b',
    name: 'second & <third>',
    encoderCount: 16,
    summary: { meanScore: -0.01, interval: null, spearmanBrown: 0.75, ranking: 'GOOD' },
  },
] as const;

/** One chart of every kind, of numbers that are easily placed: what is missing does not compile. */
export const chartSpecs = {
  histogram: histogramSpec({
    bins,
    domain: [-0.02, 0.04],
    from: 0,
    to: 0.02,
    mean: { value: 0.012, interval: { low: 0.008, high: 0.016 } },
    meanOf: 'of all',
  }),
  curves: curvesSpec({
    title: 'Training loss',
    y: { label: 'mean VICReg loss of an epoch', unit: 'no unit' },
    curves: [
      [4, 2, 1],
      [4, 2, NaN],
    ],
  }),
  points: reliabilitySpec(runs, names),
  scatter: scatterSpec({
    x: Float32Array.of(0, 1, 0.5, NaN),
    y: Float32Array.of(0, 1, 0.25, 1),
    failed: Uint8Array.of(0, 0, 1, 0),
    xTitle: 'score in first',
    yTitle: 'score in second',
  }),
  intervals: meanScoresSpec(runs, '1 − cosine'),
  shifts: percentileShiftsSpec({
    title: 'By class',
    noun: 'class',
    rows: [
      { name: '3', a: 20, b: 70 },
      { name: '6', a: 50, b: null },
    ],
    runs: ['first', 'second & <third>'],
  }),
  matrix: agreementSpec({
    runs,
    names,
    cells: [{ a: 'b', b: 'a', spearman: 0.8, kendallTau: 0.6, overlap: 0.3, chance: 0.05 }],
    measure: 'spearman',
    measureLabel: 'Spearman’s ρ',
  }),
} satisfies { [Kind in ChartSpec['kind']]: Extract<ChartSpec, { kind: Kind }> };

/** Further charts of the same kinds. */
export const moreSpecs = {
  brush: brushSpec(bins, { from: 0, to: 0.02 }, 'alignment'),
  pairs: pairsSpec({
    title: 'Distances of the views',
    noun: 'view',
    count: 3,
    upper: { name: 'trained with it', at: (a, b) => (a + b) / 10 },
    lower: { name: 'trained without it', at: (a, b) => (a * b === 0 ? null : 0.5) },
  }),
};
