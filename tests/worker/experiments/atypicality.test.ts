import { experimentConfigOf, measureScoring, Rng, type ExperimentConfigOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { sidesScoring } from '@engram/core';
import { atypicality } from '../../../worker/src/experiments/atypicality.ts';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const count = 200;
const config = experimentConfigOf(
  'atypicality',
  { proxies: ['pixel-distance', 'gradient-coherence'] },
  { small: true },
) as ExperimentConfigOf<'atypicality'>;
const draw = (label: string): number[] => {
  const rng = Rng.fromSeed(label);
  return Array.from({ length: count }, () => rng.normal());
};
const truth = draw('truth');
const score = plantedRun({ truth, seed: 1, noise: 0.5 });

/** The same encoders, each of which gives `values` with some noise, whether it saw the datapoint or not. */
function proxyOf(values: readonly number[], memorizedWhen: 'small' | 'large'): FinishedRun {
  const rng = Rng.fromSeed('proxy');
  const alignments = score.alignments.map(() =>
    Float64Array.from(values, (value) => value + 0.1 * rng.normal()),
  );
  const masks = alignments.map((_, e) => Uint8Array.from({ length: count }, () => e % 2));
  const { weighted } = measureScoring({ memorizedWhen, isProxy: true }, sidesScoring);
  return { ...score, alignments, scores: weighted({ alignments, masks }) };
}

const verdicts = (values: readonly number[]) =>
  atypicality
    .conclude(
      config,
      new Map([
        ['score', score],
        ['pixel-distance', proxyOf(values, 'large')],
        ['gradient-coherence', proxyOf(values, 'small')],
      ]),
    )
    .statements.map(({ verdict }) => verdict);

describe('atypicality', () => {
  it('measures the same encoders by the score and by each proxy', () => {
    const runs = atypicality.runs(config);
    expect(runs.map(({ name }) => name)).toEqual(['score', 'pixel-distance', 'gradient-coherence']);
    expect(runs.map(({ config: { scoring } }) => scoring.measure ?? null)).toEqual([
      null,
      'pixel-distance',
      'gradient-coherence',
    ]);
    for (const run of runs)
      expect({ ...run.config, name: '', scoring: null }).toEqual({
        ...runs[0]!.config,
        name: '',
        scoring: null,
      });
  });

  it('holds where the score rises with the proxy, whichever way the proxy points', () => {
    // A small coherence is what an atypical datapoint has.
    expect(verdicts(truth)).toEqual(['HOLDS', 'DOES_NOT_HOLD']);
    expect(verdicts(truth.map((value) => -value))).toEqual(['DOES_NOT_HOLD', 'HOLDS']);
  });

  it('does not hold where they have nothing in common', () => {
    const { statements, series } = atypicality.conclude(
      config,
      new Map([
        ['score', score],
        ['pixel-distance', proxyOf(draw('other'), 'large')],
        ['gradient-coherence', proxyOf(truth, 'small')],
      ]),
    );
    expect(statements[0]!.verdict).not.toBe('HOLDS');
    expect(statements[0]!.low!).toBeLessThan(statements[0]!.estimate!);
    expect(series.map(({ key }) => key)).toEqual(['spearman.found', 'spearman.ceiling', 'spearman.chance']);
    expect(series[0]!.points[0]!.n).toBe(count);
  });

  it('takes proxies only', () => {
    expect(() => experimentConfigOf('atypicality', { proxies: ['alignment'] })).toThrow(/proxies/);
    expect(() =>
      experimentConfigOf('atypicality', { proxies: ['pixel-distance', 'pixel-distance'] }),
    ).toThrow(/once/);
  });
});
