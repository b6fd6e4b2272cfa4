import type { ChartSpec } from '../../web/src/charts/registry.ts';
import { agreementSpec } from '../../web/src/charts/specs/agreement.ts';
import { curvesSpec } from '../../web/src/charts/specs/curves.ts';
import { brushSpec, histogramSpec } from '../../web/src/charts/specs/histogram.ts';
import { meanScoresSpec } from '../../web/src/charts/specs/intervals.ts';
import { linesSpec } from '../../web/src/charts/specs/lines.ts';
import { pairsSpec } from '../../web/src/charts/specs/pairs.ts';
import { picturesSpec } from '../../web/src/charts/specs/pictures.ts';
import { reliabilitySpec } from '../../web/src/charts/specs/points.ts';
import { layersSpec } from '../../web/src/charts/specs/profiles.ts';
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

const linePoint = (x: number, y: number) => ({ x, y, low: y - 0.1, high: y + 0.1 });
const picture = (index: number) => ({
  source:
    'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAADklEQVR4nGNg+M/w3wEABkACPwsplVAAAAAASUVORK5CYII=',
  name: `datapoint ${index}`,
  label: `0.0${index}00`,
  link: null,
});

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
  profiles: layersSpec({
    runs: [
      {
        name: 'first',
        layers: [
          { layer: 'conv1', mean: 0.01, low: -0.01, high: 0.03 },
          { layer: 'conv2', mean: null, low: null, high: null },
          { layer: 'representation', mean: 0.04, low: 0.03, high: 0.05 },
        ],
      },
      {
        name: 'second & <third>',
        layers: [
          { layer: 'conv1', mean: 0.02, low: null, high: null },
          { layer: 'conv2', mean: 0.03, low: 0.02, high: 0.04 },
          { layer: 'representation', mean: 0.05, low: 0.04, high: 0.06 },
        ],
      },
    ],
    confidence: 0.95,
    distance: 'L2, unit-norm representations',
  }),
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
  lines: linesSpec({
    title: 'Accuracy by removal',
    x: { label: 'datapoints removed', unit: null },
    y: { label: 'accuracy', unit: null },
    lines: [
      { name: 'without the most memorized', points: [linePoint(0, 0.8), linePoint(40, 0.5)] },
      {
        name: 'chance',
        points: [
          { x: 0, y: 0.1, low: null, high: null },
          { x: 40, y: null, low: null, high: null },
        ],
      },
    ],
  }),
  pictures: picturesSpec({
    title: 'Typical and atypical datapoints',
    names: ['three', 'six & <seven>'],
    rows: [
      { typical: [picture(1)], atypical: [picture(2)] },
      { typical: [picture(3)], atypical: [{ ...picture(4), source: null }] },
    ],
    perHalf: 1,
    width: 312,
    note: null,
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
