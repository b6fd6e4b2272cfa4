import { experimentConfigOf, type ExperimentConfigOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { generalization } from '../../../worker/src/experiments/generalization.ts';
import type { GeometryExamination } from '../../../worker/src/pipeline/examinations/geometry.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const config = experimentConfigOf(
  'generalization',
  {},
  { small: true },
) as ExperimentConfigOf<'generalization'>;
/** Fewer methods have no interval. */
const fiveMethods: typeof config = { ...config, methods: ['simclr', 'vicreg', 'moco', 'swav', 'byol'] };
const base = plantedRun({ truth: new Float64Array(10), seed: 1, encoders: 4 });

/** Runs whose quantities rise one after another, and whose error is given. */
const concluded = (errorOf: (at: number) => number, { misaligned = 0.5, asked = fiveMethods } = {}) => {
  const found = generalization.runs(asked).map(({ name }, at): [string, FinishedRun] => {
    const examination: GeometryExamination = {
      ...{ key: 'geometry', misaligned: misaligned * (1 + 0.01 * at), alignment: at, divergence: at / 10 },
      ...{ centreSpread: 0.5, smallestClass: 0.1, tested: 100 },
      ...{ linearError: errorOf(at), centreError: errorOf(at) },
    };
    return [name, { ...base, examinations: base.alignments.map(() => examination) }];
  });
  return generalization.conclude(asked, new Map(found));
}; // prettier-ignore

describe('generalization', () => {
  it('is a run for each method and number of epochs, with everything else the same', () => {
    const runs = generalization.runs(config);
    expect(runs.map(({ name }) => name)).toEqual(
      ['simclr', 'vicreg'].flatMap((method) => [1, 4, 16].map((epochs) => `${method}, ${epochs} epochs`)),
    );
    expect(new Set(runs.map(({ config: run }) => run.seed)).size).toBe(1);
    for (const { examination } of runs) expect(examination).toMatchObject({ key: 'geometry', epsilon: 0.5 });
  });

  it.each([
    ['rises', (at: number) => at / 10, 'HOLDS'],
    ['falls', (at: number) => 1 - at / 10, 'DOES_NOT_HOLD'],
    [
      'has another order',
      (at: number) => [4, 1, 6, 2, 5, 3, 9, 7, 8, 0, 14, 10, 13, 12, 11][(at * 7) % 15]!,
      'CANNOT_BE_TOLD',
    ],
    // Over 15 independent runs ρ = .90 would hold.
    [
      'differs by method alone',
      (at: number) => [1, 3, 2, 4, 5][Math.floor(at / 3)]! + at / 1000,
      'CANNOT_BE_TOLD',
    ],
  ] as const)('an error that %s with the quantities is told so', (_, errorOf, verdict) => {
    const { statements } = concluded(errorOf);
    expect(statements.slice(0, 2).map((statement) => statement.verdict)).toEqual([verdict, verdict]);
  });

  it('cannot tell by fewer than five methods, and says why', () => {
    const [misaligned] = concluded((at) => at / 10, { asked: config }).statements;
    expect(misaligned).toMatchObject({ verdict: 'CANNOT_BE_TOLD', estimate: 1, low: null, confidence: null });
    expect(misaligned!.reason).toContain('takes 5 methods, and these are 2');
  });

  it('gives no number for a bound that says nothing', () => {
    const vacuous = concluded((at) => at / 10).statements[2]!;
    expect(vacuous).toMatchObject({ verdict: 'NOT_APPLICABLE', estimate: null });
    expect(vacuous.reason).toContain('below .268');
    const [, , unknown] = concluded((at) => at / 10, { misaligned: 0.01 }).statements;
    expect(unknown).toMatchObject({ verdict: 'CANNOT_BE_TOLD', estimate: null });
  });

  it('draws the error against each quantity, a point a run', () => {
    const { series } = concluded((at) => at / 10);
    expect(series.filter(({ key }) => key.endsWith('.simclr')).map(({ points }) => points.length)).toEqual([3, 3, 3, 3]); // prettier-ignore
  });
});
