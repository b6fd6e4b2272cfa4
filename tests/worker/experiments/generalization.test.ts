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
const base = plantedRun({ truth: new Float64Array(10), seed: 1, encoders: 4 });

/** Runs whose quantities rise one after another, and whose error is given. */
const concluded = (errorOf: (at: number) => number, misaligned = 0.5) => {
  const found = generalization.runs(config).map(({ name }, at): [string, FinishedRun] => {
    const examination: GeometryExamination = {
      ...{ key: 'geometry', misaligned: misaligned * (1 + 0.01 * at), alignment: at, divergence: at / 10 },
      ...{ centreSpread: 0.5, smallestClass: 0.1, tested: 100 },
      ...{ linearError: errorOf(at), centreError: errorOf(at) },
    };
    return [name, { ...base, examinations: base.alignments.map(() => examination) }];
  });
  return generalization.conclude(config, new Map(found));
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
    ['has another order', (at: number) => [0.4, 0.1, 0.6, 0.2, 0.5, 0.3][at]!, 'CANNOT_BE_TOLD'],
  ] as const)('an error that %s with the quantities is told so', (_, errorOf, verdict) => {
    const { statements } = concluded(errorOf);
    expect(statements.slice(0, 2).map((statement) => statement.verdict)).toEqual([verdict, verdict]);
  });

  it('gives no number for a bound that says nothing', () => {
    const vacuous = concluded((at) => at / 10).statements[2]!;
    expect(vacuous).toMatchObject({ verdict: 'NOT_APPLICABLE', estimate: null });
    expect(vacuous.reason).toContain('below .268');
    const [, , unknown] = concluded((at) => at / 10, 0.01).statements;
    expect(unknown).toMatchObject({ verdict: 'CANNOT_BE_TOLD', estimate: null });
  });

  it('draws the error against each quantity, a point a run', () => {
    const { series } = concluded((at) => at / 10);
    expect(series.filter(({ key }) => key.endsWith('.simclr')).map(({ points }) => points.length)).toEqual([3, 3, 3, 3]); // prettier-ignore
  });
});
