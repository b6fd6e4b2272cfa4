import { experimentConfigOf, type ExperimentConfigOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { oneDimensional } from '../../../worker/src/experiments/one-dimensional.ts';
import type { CurveExamination } from '../../../worker/src/pipeline/examinations/curve.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const config = experimentConfigOf(
  'one-dimensional',
  { repetitions: 4 },
  { small: true },
) as ExperimentConfigOf<'one-dimensional'>;

/** What f gains on each datapoint, and by what each encoder's h is stretched, which must not matter. */
function concluded(gains: { inlier: number; outlier: number }) {
  const base = plantedRun({ truth: new Float64Array(101), seed: 1 });
  const examinations: CurveExamination[] = [];
  const alignments = Array.from({ length: 12 }, (_, e) => {
    const stretch = 1 + e;
    const line = { x: [3, -3, 0], h: [stretch, -stretch, 0] };
    examinations.push({ key: 'curve', line, views: [line, line] });
    const side = e % 3;
    const loss = (gained: boolean, gain: number): number => stretch * (1 + (gained ? 0 : gain));
    const row = new Float64Array(101).fill(stretch);
    row[config.inlier] = loss(side !== 1, gains.inlier);
    row[config.outlier] = loss(side !== 2, gains.outlier) + 0.001 * e;
    return row;
  });
  return oneDimensional.conclude(config, new Map<string, FinishedRun>([['with and without', { ...base, alignments, examinations }]]));
} // prettier-ignore

describe('one dimension', () => {
  it('trains with all datapoints, without an inlier and without the outlier of its dataset', () => {
    const [run] = oneDimensional.runs(config);
    expect(run!.config.estimator).toMatchObject({ key: 'exclusion', sets: [[], [20], [100]], repetitions: 4 }); // prettier-ignore
  });

  it.each([
    [{ inlier: 0.1, outlier: 0.5 }, ['HOLDS', 'HOLDS']],
    [{ inlier: 0.5, outlier: 0.1 }, ['HOLDS', 'DOES_NOT_HOLD']],
    [{ inlier: -0.1, outlier: -0.5 }, ['DOES_NOT_HOLD', 'DOES_NOT_HOLD']],
  ] as const)('with gains of %j says %j, whatever the scale of h', (gains, verdicts) => {
    const { statements } = concluded(gains);
    expect(statements.map(({ verdict }) => verdict)).toEqual(verdicts);
    expect(statements[0]!.estimate).toBeCloseTo(gains.outlier, 1);
  });

  it('draws two panels: curves from left to right, with the views on them', () => {
    const { series } = concluded({ inlier: 0, outlier: 1 });
    expect(series.map(({ key }) => key)).toEqual([
      ...['inlier', 'outlier'].flatMap((which) => ['f', 'f-views', 'g', 'g-views'].map((key) => `${which}.${key}`)),
      'score.found',
    ]);
    expect(series[0]!.points.map(({ x, y }) => [x, y])).toEqual([[-3, -1], [0, 0], [3, 1]]);
  }); // prettier-ignore
});
