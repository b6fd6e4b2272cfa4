import { experimentConfigOf, type ExperimentConfigOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import type { FinishedRun } from '../../../worker/src/experiments/experiment.ts';
import { layers } from '../../../worker/src/experiments/layers.ts';
import { plantedRun } from '../../factories/finished-run.ts';

const config = experimentConfigOf(
  'layers',
  { run: { encoder: { key: 'mlp', widths: [64, 32, 16] } }, distances: ['l2', 'cosine'] },
  { small: true },
) as ExperimentConfigOf<'layers'>;
const names = ['layer1', 'layer2', 'representation'];

/** Encoders whose relative score is m′ for all datapoints: f = .2, g = f (1 + m′)/(1 − m′). */
const runOfRelative = (relative: number, noise: number, seed = 5): FinishedRun => {
  const seen = 0.2;
  const gap = (seen * (1 + relative)) / (1 - relative) - seen;
  return plantedRun({ truth: new Float64Array(60).fill(gap), seen, noise, seed });
};

/** @param relative m′ of each layer, by distance */
const concluded = (relative: Record<string, readonly number[]>, noise = 0.02, sameEncoders = false) =>
  layers.conclude(
    config,
    new Map(
      Object.entries(relative).flatMap(([distance, values]) =>
        values.map((value, l): [string, FinishedRun] => [
          `${names[l]} by ${distance}`,
          runOfRelative(value, noise, sameEncoders ? 5 : 5 + l),
        ]),
      ),
    ),
  );
const verdicts = (...args: Parameters<typeof concluded>) =>
  concluded(...args).statements.map(({ verdict }) => verdict);

const rising = [0.1, 0.2, 0.3];

describe('layers', () => {
  it('measures the same encoders at every layer by every distance', () => {
    const runs = layers.runs(config);
    expect(runs.map(({ name }) => name)).toEqual(
      ['l2', 'cosine'].flatMap((distance) => names.map((layer) => `${layer} by ${distance}`)),
    );
    expect(runs.map(({ config: { scoring } }) => scoring.layer ?? null).slice(0, 3)).toEqual([
      'layer1',
      'layer2',
      null,
    ]);
    for (const { config: run } of runs) {
      expect(run.scoring.measure).toBe('layer-alignment');
      expect({ ...run, scoring: null }).toEqual({ ...runs[0]!.config, scoring: null });
    }
  });

  it('tells that deeper layers memorize more, and whether another distance has the same order', () => {
    expect(verdicts({ l2: rising, cosine: rising })).toEqual(['HOLDS', 'HOLDS', 'HOLDS']);
    expect(verdicts({ l2: rising, cosine: [0.1, 0.3, 0.2] })).toEqual(['HOLDS', 'HOLDS', 'DOES_NOT_HOLD']);
    expect(verdicts({ l2: rising, cosine: [0.1, 0.2, 0.2] })).toEqual(['HOLDS', 'HOLDS', 'CANNOT_BE_TOLD']);
  });

  it('takes the order from the first distance, whether it rises with depth or not, and asks whether it can be told', () => {
    expect(verdicts({ l2: [0.3, 0.1, 0.2], cosine: [0.3, 0.1, 0.2] })).toEqual([
      'DOES_NOT_HOLD',
      'HOLDS',
      'HOLDS',
    ]);
    expect(verdicts({ l2: [0.1, 0.3, 0.3], cosine: [0.1, 0.3, 0.3] })[1]).toBe('CANNOT_BE_TOLD');
  });

  it('pairs layers by encoder and datapoint: noise that they share hides no step', () => {
    const small = { l2: [0.1, 0.11, 0.12], cosine: [0.1, 0.11, 0.12] };
    expect(verdicts(small, 0.08, true)).toEqual(['HOLDS', 'HOLDS', 'HOLDS']);
    expect(verdicts(small, 0.08, false)).not.toContain('HOLDS');
  });

  it('shows the mean relative score, (g − f)/(g + f), of every layer with its interval, beside nothing memorized', () => {
    const { series } = concluded({ l2: rising, cosine: rising });
    expect(series.map(({ key }) => key)).toEqual(['relative.l2', 'relative.cosine', 'relative.chance']);
    series[0]!.points.forEach(({ y, low, high, n }, l) => {
      expect(y).toBeCloseTo(rising[l]!, 2);
      expect(low! < y! && y! < high!).toBe(true);
      expect(n).toBe(60);
    });
    expect(concluded({ l2: rising, cosine: rising }, 0).series[0]!.points[2]!.y).toBeCloseTo(0.3, 12);
  });

  it('is refused for an encoder of one layer, and for a distance that is named twice', () => {
    const one = { run: { encoder: { key: 'mlp', widths: [16] } } };
    expect(() => experimentConfigOf('layers', one)).toThrow(/run\.encoder: mlp has one layer/);
    expect(() => experimentConfigOf('layers', { distances: ['l2', 'l2'] })).toThrow(/once/);
  });
});
