import {
  experimentConfigOf,
  fgSplit,
  mean,
  Rng,
  variance,
  weightedScores,
  type ExperimentConfigOf,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { redrawing } from '../../../worker/src/experiments/redrawing.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const config = experimentConfigOf('redrawing', {}, { small: true }) as ExperimentConfigOf<'redrawing'>;
const count = 100;

/** [t] how much more an encoder memorizes than others. */
const zealOf = (seed: number, spread: number): number[] => {
  const rng = Rng.fromSeed(seed).split('zeal');
  return Array.from({ length: 16 }, () => spread * rng.normal());
};

/** True scores with this spread over datapoints, and encoders that differ in how much they memorize. */
function runOf(seed: number, o: { encoders: number; datapoints: number }): FinishedRun {
  const rng = Rng.fromSeed(seed).split('truth');
  const truth = Float64Array.from({ length: count }, () => 1 + o.datapoints * rng.normal());
  const run = plantedRun({ truth, seed, seen: 2 });
  const zeal = zealOf(seed, o.encoders);
  const { masks } = run.plan;
  const alignments = run.alignments.map((losses, e) =>
    losses.map((loss, x) => loss - zeal[e]! * masks[e]![x]!),
  );
  const summary = { ...run.summary, meanScore: mean(truth) };
  return { ...run, summary, alignments, scores: weightedScores({ alignments, masks }) };
}

const concluded = (o: { encoders: number; datapoints: number }) =>
  redrawing.conclude(config, new Map([0, 1, 2].map((seed) => [`seed ${seed}`, runOf(seed, o)])));

describe('redrawing', () => {
  it('is a run for each seed, on the same datapoints', () => {
    const runs = redrawing.runs(config);
    expect(runs.map(({ config: { seed } }) => seed)).toEqual([0, 1, 2]);
    for (const { config: run } of runs) expect({ ...run, seed: 0 }).toEqual({ ...runs[0]!.config, seed: 0 });
  });

  it.each([
    [{ encoders: 0.5, datapoints: 0.05 }, 'HOLDS'],
    [{ encoders: 0.05, datapoints: 2 }, 'DOES_NOT_HOLD'],
  ] as const)('with spreads of %j, that other encoders move the mean more %s', (spreads, verdict) => {
    expect(concluded(spreads).statements.map((statement) => statement.verdict)).toEqual([verdict]);
  });

  it('takes the mean of candidates alone: what an encoder does to all datapoints alike moves it, and no mean of both parts', () => {
    const shifts = Rng.fromSeed('shift');
    const settings = { sharedFraction: 0.5, candidateFraction: 0.25, independentFraction: 0.25 };
    const of = (hasRoles: boolean): FinishedRun => {
      const { masks, pairs, roles } = fgSplit(count, { encoders: 16, ...settings }, Rng.fromSeed('parts'));
      const alignments = masks.map((mask, e) => {
        const shift = 0.1 * shifts.split(e).normal();
        return Float64Array.from(mask, (bit) => 2 - 0.3 * bit + shift);
      });
      const scores = weightedScores({ alignments, masks, pairs });
      const plan = { masks, pairs, roles: hasRoles ? roles : roles.map(() => null) };
      return { ...runOf(0, { encoders: 0, datapoints: 0 }), alignments, scores, plan };
    };
    const errorsOf = (hasRoles: boolean) => {
      const run = of(hasRoles);
      const { series } = redrawing.conclude(config, new Map([0, 1, 2].map((seed) => [`seed ${seed}`, run])));
      return series.map(({ points }) => points[0]!);
    };
    const [encoders, datapoints, , mean] = errorsOf(true);
    const differences = Array.from({ length: 8 }, (_, r) => 0.1 * (shifts.split(2 * r + 1).normal() - shifts.split(2 * r).normal())); // prettier-ignore
    expect(encoders!.y).toBeCloseTo(Math.sqrt(variance(differences) / 8), 12);
    expect(datapoints).toMatchObject({ y: expect.closeTo(0, 12), n: 25 });
    expect(mean).toMatchObject({ n: 25 });
    expect(errorsOf(false)[0]!.y).toBeCloseTo(0, 12);
  });

  it('has the standard errors of the mean over pairs of encoders and over datapoints', () => {
    const { series } = concluded({ encoders: 0.5, datapoints: 0.05 });
    expect(series.map(({ key }) => key)).toEqual([
      'error.encoders',
      'error.datapoints',
      'error.seeds',
      'score.mean',
    ]);
    const zeal = zealOf(0, 0.5);
    const pairs = Array.from({ length: 8 }, (_, p) => (zeal[2 * p]! + zeal[2 * p + 1]!) / 2);
    expect(series[0]!.points[0]!.y).toBeCloseTo(Math.sqrt(variance(pairs) / 8), 12);
    const only = concluded({ encoders: 0, datapoints: 0.05 }).series;
    const rng = Rng.fromSeed(0).split('truth');
    const truth = Array.from({ length: count }, () => 1 + 0.05 * rng.normal());
    expect(only[0]!.points[0]!.y).toBeCloseTo(0, 12);
    expect(only[1]!.points[0]!.y).toBeCloseTo(Math.sqrt(variance(truth) / count), 12);
  });
});
