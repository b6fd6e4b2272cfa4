import { experimentConfigOf, Rng, type ExperimentConfigOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { separability } from '../../../worker/src/experiments/separability.ts';
import type { ProbeExamination } from '../../../worker/src/pipeline/examinations/probe-accuracies.ts';
import { plantedRun } from '../../factories/finished-run.ts';
import { answersOf } from '../../factories/probe-answers.ts';

const config = experimentConfigOf('separability', {}, { small: true }) as ExperimentConfigOf<'separability'>;
const base = plantedRun({ truth: new Float64Array(10), seed: 1, encoders: 8 });

/** Encoders whose accuracy before training is their own luck, and rises by `gain` in training. */
function examined(gain: number, values: number): FinishedRun {
  const examinations = base.alignments.map((_, e): ProbeExamination => {
    const luck = 0.05 * Rng.fromSeed('luck').split(e).normal();
    const both = (accuracy: number) => ({ linear: answersOf(accuracy), knn: answersOf(accuracy) });
    return {
      ...{ key: 'probes', chance: 0.1, tested: 2000 },
      ...{ untrained: both(0.5 + luck), trained: both(0.5 + gain + luck), values: both(values) },
    };
  });
  return { ...base, examinations };
}

const concluded = (gain: number, values: number) =>
  separability.conclude(config, new Map(config.methods.map((method) => [method, examined(gain, values)])));

describe('separability', () => {
  it('probes each method’s encoders, and their baselines', () => {
    const runs = separability.runs(config);
    expect(runs.map(({ name }) => name)).toEqual(['simclr', 'vicreg']);
    for (const { examination } of runs) expect(examination).toMatchObject({ key: 'probes', baselines: true });
    expect(new Set(runs.map(({ config: run }) => run.seed)).size).toBe(1);
  });

  it.each([
    [0.02, 0.4, ['HOLDS', 'HOLDS']],
    [-0.02, 0.9, ['DOES_NOT_HOLD', 'DOES_NOT_HOLD']],
  ] as const)(
    'with a gain of %f and %f for the values, says %j, paired by encoder',
    (gain, values, verdicts) => {
      const { statements } = concluded(gain, values);
      expect(statements.map(({ verdict }) => verdict)).toEqual([...verdicts, ...verdicts]);
      // Unpaired, the luck of the initialisations would hide a gain of .02.
      expect(statements[0]!.high! - statements[0]!.low!).toBeLessThan(0.02);
    },
  );

  it('shows chance and both baselines beside what was trained', () => {
    expect(concluded(0.1, 0.4).series.map(({ key }) => key)).toEqual(
      ['linear', 'knn'].flatMap((probe) => ['trained', 'untrained', 'values', 'chance'].map((key) => `${probe}.${key}`)),
    );
  }); // prettier-ignore
});
