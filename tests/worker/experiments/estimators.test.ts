import { describe, expect, it } from 'vitest';
import {
  experimentConfigOf,
  makePlan,
  Rng,
  scoringOf,
  type ExperimentConfigOf,
  type RunConfig,
} from '@engram/core';
import { estimators } from '../../../worker/src/experiments/estimators.ts';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';

const config = experimentConfigOf(
  'estimators',
  { encoders: 32, repetitions: 4 },
  { small: true },
) as ExperimentConfigOf<'estimators'>;
const count = 40;
const rng = Rng.fromSeed('truth');
const truth = Array.from({ length: count }, () => rng.normal());
/** How tightly every encoder aligns a datapoint: what the proxy sees, and nothing of the score. */
const difficulty = Array.from({ length: count }, () => rng.normal());

/** What a run by a proxy has read of its encoders: the truth, which for coherence is low where a datapoint is atypical. */
function measured({ scoring }: RunConfig, alignments: Float64Array[]): Float64Array[] {
  if (scoring.measure === undefined) return alignments;
  const sign = scoring.measure === 'gradient-coherence' ? -1 : 1;
  return alignments.map(() => Float64Array.from(truth, (value) => sign * value));
}

/** Losses of every encoder of a design, with the truth planted. */
function planted(run: RunConfig, noise: number, scale = 1): FinishedRun {
  const { masks, pairs, roles } = makePlan(run.estimator, count, Rng.fromSeed(run.estimator.key));
  const alignments = masks.map((mask, e) => {
    const draw = Rng.fromSeed(`${run.estimator.key} ${e}`);
    return Float64Array.from(
      mask,
      (bit, x) => difficulty[x]! + (bit ? 0 : scale * truth[x]!) + noise * draw.normal(),
    );
  });
  return {
    ...{
      config: run,
      summary: {} as FinishedRun['summary'],
      alignments: measured(run, alignments),
      plan: { masks, pairs, roles },
    },
    indices: Int32Array.from(truth, (_, x) => x),
    sourceIds: Array.from(truth, () => null),
    contentHashes: Array.from(truth, (_, x) => `content ${x}`),
    classes: new Int32Array(count),
    finalLosses: [],
    examinations: [],
    scores: scoringOf(run.estimator).weighted({ alignments, masks, pairs }),
  };
}

const concluded = (noise: number, scale = 1) =>
  estimators.conclude(
    config,
    new Map(
      estimators
        .runs(config)
        .map(({ name, config: run }) => [name, planted(run, noise, name === 'leave-one-out' ? 1 : scale)]),
    ),
  );

describe('estimators compared', () => {
  it('are four designs on the same datapoints', () => {
    const earlier = { ...config, proxies: undefined };
    expect(estimators.runs(earlier).map(({ config: { estimator } }) => estimator.key)).toEqual([
      ...['leave-one-out', 'half-split', 'subset', 'fg-split'],
    ]);
  });

  it('stand beside proxies of the half split’s encoders, each large where a datapoint is atypical by it', () => {
    const proxies = config.proxies!;
    expect(proxies).toHaveLength(4);
    const half = estimators.runs(config).find(({ name }) => name === 'half-split')!.config;
    for (const proxy of proxies)
      expect(estimators.runs(config).find(({ name }) => name === proxy)!.config).toEqual({
        ...half,
        scoring: { ...half.scoring, measure: proxy },
      });
    const { series } = concluded(0.1);
    for (const proxy of proxies) {
      const { points, name } = series.find(({ key }) => key === `spearman.${proxy}`)!;
      expect(name).toMatch(/ \(proxy\)$/);
      expect(points.map(({ x }) => x)).toEqual([1, 4, 8, 16, 32]);
      for (const { y } of points) expect(y, proxy).toBeGreaterThan(0.9);
    }
  });

  it('all find the planted truth, half split more of it with more encoders, and the proxy none', () => {
    const { series, statements } = concluded(0.3);
    const last = (key: string) => series.find((each) => each.key === `spearman.${key}`)!.points.at(-1)!;
    for (const key of ['half-split', 'subset', 'fg-split']) expect(last(key).y, key).toBeGreaterThan(0.75);
    expect(Math.abs(last('proxy').y!)).toBeLessThan(0.4);
    const curve = series.find((each) => each.key === 'spearman.half-split')!.points;
    expect(curve.map(({ x }) => x)).toEqual([4, 8, 16, 32]);
    expect(curve.at(-1)!.y!).toBeGreaterThan(curve[0]!.y!);
    // f/g split scores candidates and independents only.
    expect(last('fg-split').n).toBe(count / 2);
    expect(statements.map(({ verdict }) => verdict)).toEqual(['HOLDS', 'HOLDS']);
  });

  it('of the wrong sign are told: the score of an estimator that takes without for with does not hold', () => {
    expect(concluded(0.5, -1).statements[0]!).toMatchObject({ verdict: 'DOES_NOT_HOLD' });
  });

  it('draw the ceiling that the reliability of leaving out allows', () => {
    const ceiling = (noise: number) =>
      concluded(noise).series.find(({ key }) => key === 'spearman.ceiling')!.points[0]!.y;
    expect(ceiling(0.1)!).toBeGreaterThan(0.95);
    expect(ceiling(1)!).toBeLessThan(0.95);
  });
});
