import { describe, expect, it } from 'vitest';
import { experimentConfigOf, Rng, type ExperimentConfigOf } from '@engram/core';
import { augmentationStrength } from '../../../worker/src/experiments/augmentation-strength.ts';
import { dynamics } from '../../../worker/src/experiments/dynamics.ts';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { plantedRun } from '../../factories/finished-run.ts';
import { luckyAnswers } from '../../factories/probe-answers.ts';

const strength = experimentConfigOf('augmentation-strength', {}, { small: true }) as ExperimentConfigOf<'augmentation-strength'>; // prettier-ignore
const epochs = experimentConfigOf('dynamics', {}, { small: true }) as ExperimentConfigOf<'dynamics'>;

/** A run whose scores have this mean. @param seen alignment loss of what was trained on */
const runOfMean = (mean: number, seed: number, seen = 0.2): FinishedRun =>
  plantedRun({ truth: new Float64Array(100).fill(mean), seed, seen, noise: 0.02 });

/** Its encoders were asked, and their probes are right so often. */
const examined = (run: FinishedRun, accuracy: number): FinishedRun => ({
  ...run,
  examinations: run.alignments.map((_, e) => {
    const trained = luckyAnswers(accuracy, Rng.fromSeed('answers').split(e), 2000);
    return {
      ...{ key: 'probes', chance: 0.1, tested: 2000, untrained: null, values: null },
      trained: { linear: trained, knn: trained },
    };
  }),
});

const named = (names: readonly string[], run: (at: number) => FinishedRun) =>
  new Map(names.map((name, at) => [name, run(at)]));

describe('augmentation strength', () => {
  it('changes the training policy alone: seeds, masks and scoring views stay', () => {
    const runs = augmentationStrength.runs(strength);
    expect(runs).toHaveLength(3);
    for (const { config } of runs) {
      expect(config.seed).toBe(strength.run.seed);
      // Left out, the scoring policy would follow the training policy.
      expect(config.scoring.policy).toBe('digits-weak');
    }
    expect(new Set(runs.map(({ config }) => JSON.stringify(config.policy))).size).toBe(3);
  });

  it.each([
    [[0.3, 0.2, 0.1], 'HOLDS'],
    [[0.1, 0.2, 0.3], 'DOES_NOT_HOLD'],
    [[0.2, 0.2, 0.2], 'CANNOT_BE_TOLD'],
  ] as const)('with mean scores %j, that it lowers memorization %s', (means, verdict) => {
    const names = strength.levels.map((level) => `strength ${level.strength}`);
    const { statements } = augmentationStrength.conclude(
      strength,
      // Noise of their own, so that equal means do not differ by exactly 0.
      named(names, (at) => runOfMean(means[at]!, 5 + at)),
    );
    expect(statements.map((statement) => statement.verdict)).toEqual([verdict]);
    expect(statements[0]!.estimate).toBeCloseTo(means[0] - means[2], 1);
  });

  it('is paired: what both policies share leaves the interval', () => {
    const names = strength.levels.map((level) => `strength ${level.strength}`);
    const noisy = (mean: number): FinishedRun =>
      plantedRun({ truth: new Float64Array(100).fill(mean), seed: 5, noise: 1 });
    const { statements } = augmentationStrength.conclude(
      strength,
      named(names, (at) => noisy([0.3, 0.25, 0.2][at]!)),
    );
    // Unpaired, the interval would be as wide as the noise: the same seed draws the same noise for all.
    expect(statements[0]!).toMatchObject({ verdict: 'HOLDS' });
    expect(statements[0]!.high! - statements[0]!.low!).toBeLessThan(0.01);
  });
});

describe('training dynamics', () => {
  it('trains the same encoders for more and more epochs', () => {
    const runs = dynamics.runs({ ...epochs, epochCounts: [8, 2, 2] });
    expect(runs.map(({ config }) => config.epochs)).toEqual([2, 8]);
  });

  it('asks every encoder what probes tell, unless that is left out', () => {
    for (const { examination } of dynamics.runs(epochs))
      expect(examination).toEqual({ key: 'probes', datapoints: 400, baselines: false });
    for (const { examination } of dynamics.runs({ ...epochs, probeDatapoints: 0 }))
      expect(examination).toBeUndefined();
  });

  it('calls a run of one epoch so, and keeps the name by which stored ones are found', () => {
    const runs = dynamics.runs({ ...epochs, epochCounts: [1, 2] });
    expect(runs.map(({ name, title }) => [name, title])).toEqual([
      ['1 epochs', '1 epoch'],
      ['2 epochs', '2 epochs'],
    ]);
  });

  it('tells that memorization rises and the alignment loss falls', () => {
    const names = [1, 2, 4, 8].map((count) => `${count} epochs`);
    const { statements, series } = dynamics.conclude(
      epochs,
      named(names, (at) => examined(runOfMean(0.1 * at, 5, 1 - 0.2 * at), 0.5 + 0.1 * at)),
    );
    expect(statements.map(({ verdict }) => verdict)).toEqual(['HOLDS', 'HOLDS']);
    expect(series.map(({ key }) => key)).toEqual([
      'score.mean',
      'reliability.ranking',
      'alignment.mean',
      'loss.final',
      'accuracy.linear',
      'accuracy.knn',
      'accuracy.chance',
    ]);
    const [linear, , chance] = series.slice(4);
    expect(linear!.points.map(({ y }) => y!.toFixed(1))).toEqual(['0.5', '0.6', '0.7', '0.8']);
    for (const { low, y, high } of linear!.points) expect(low! < y! && y! < high!).toBe(true);
    expect(chance!.points.map(({ y }) => y)).toEqual([0.1, 0.1, 0.1, 0.1]);
    expect(series[0]!.points.map(({ x }) => x)).toEqual([1, 2, 4, 8]);
  });

  /** Of 20 datapoints the losses fall, of 20 they rise nearly as much, under every encoder alike. */
  const fallingHalf = (by: number): FinishedRun => {
    const run = runOfMean(0.1, 5);
    const alignments = run.alignments.map((row) =>
      row.map((loss, x) => loss + (x % 2 === 0 ? -by : 0.9 * by)),
    );
    return { ...run, alignments };
  };

  it('does not take encoders that agree on these datapoints for all datapoints', () => {
    const names = [1, 2, 4, 8].map((count) => `${count} epochs`);
    const { statements } = dynamics.conclude(
      { ...epochs, probeDatapoints: 0 },
      named(names, (at) => fallingHalf(at)),
    );
    expect(statements[1]!).toMatchObject({ verdict: 'CANNOT_BE_TOLD' });
    expect(statements[1]!.estimate).toBeCloseTo(0.15, 6);
  });

  it('pairs by encoder: what an encoder does to both trainings leaves the interval of the fall', () => {
    const shifted = (by: number): FinishedRun => {
      const run = runOfMean(0.1, 5);
      return {
        ...run,
        alignments: run.alignments.map((row, e) => row.map((loss) => loss + 3 * (e >> 1) - by)),
      };
    };
    const names = [1, 2, 4, 8].map((count) => `${count} epochs`);
    const { statements, series } = dynamics.conclude(
      { ...epochs, probeDatapoints: 0 },
      named(names, (at) => shifted(0.1 * at)),
    );
    expect(statements[1]!).toMatchObject({ verdict: 'HOLDS' });
    const loss = series.find(({ key }) => key === 'alignment.mean')!.points[0]!;
    expect(loss.high! - loss.low!).toBeGreaterThan(5);
  });

  it('gives every point of every curve but chance an interval', () => {
    const names = [1, 2, 4, 8].map((count) => `${count} epochs`);
    const { series } = dynamics.conclude(
      epochs,
      named(names, (at) => {
        const run = examined(runOfMean(0.1 * at, 5, 1 - 0.2 * at), 0.5 + 0.1 * at);
        return {
          ...run,
          finalLosses: run.finalLosses.map((_, e) => 1 + 0.01 * e),
          summary: {
            ...run.summary,
            meanScore: 0.1 * at,
            low: 0.1 * at - 0.01,
            high: 0.1 * at + 0.01,
            spearmanBrown: 0.3,
          },
        };
      }),
    );
    for (const { key, points } of series)
      for (const { low, y, high } of points)
        if (key === 'accuracy.chance') expect([low, high]).toEqual([null, null]);
        else expect([key, low! < y! && y! < high!]).toEqual([key, true]);
  });
});
