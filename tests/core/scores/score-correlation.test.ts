import {
  halfSplit,
  layerScores,
  Rng,
  scoreCorrelation,
  sidesScoring,
  spearman,
  estimateScores,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../oracles/close.ts';

const count = 60;
const plan = halfSplit(count, 8, Rng.fromSeed('plan'));
const masks = plan.masks;
const table = (seed: string, truth: readonly number[]) => {
  const rng = Rng.fromSeed(seed);
  const alignments = masks.map((mask) =>
    truth.map((m, x) => 1 - (mask[x] === 1 ? m : 0) + 0.2 * rng.normal()),
  );
  return { alignments, masks };
};
const truth = Array.from({ length: count }, (_, x) => x / count);
const scores = (of: ReturnType<typeof table>) => estimateScores(of).map(({ value }) => value!);

describe('the correlation of two scores of one ensemble', () => {
  const [a, b] = [table('a', truth), table('b', truth)];
  const found = scoreCorrelation(sidesScoring.weighted(a), sidesScoring.weighted(b), Rng.fromSeed(1), {
    draws: 200,
  });

  it('is Spearman’s, within its interval', () => {
    expectClose(found.spearman, spearman(scores(a), scores(b))!, 1e-12);
    expect(found.count).toBe(count);
    expect(found.low!).toBeLessThan(found.spearman!);
    expect(found.high!).toBeGreaterThan(found.spearman!);
    expect(found.low!).toBeGreaterThan(0.3);
  });

  it('is 1 with itself, and turns its sign with one of them', () => {
    const self = scoreCorrelation(sidesScoring.weighted(a), sidesScoring.weighted(a), Rng.fromSeed(1), {
      draws: 20,
    });
    expect(self).toMatchObject({ spearman: 1, low: 1, high: 1 });
    const against = table('a', truth);
    against.alignments = against.alignments.map((row) => row.map((value) => -value));
    const turned = scoreCorrelation(
      sidesScoring.weighted(a),
      sidesScoring.weighted(against),
      Rng.fromSeed(1),
      { draws: 20 },
    );
    expectClose(turned.spearman, -1, 1e-12);
  });

  it('covers 0 for scores that have nothing to do with each other', () => {
    const shuffled = Rng.fromSeed('shuffle').permutation(count);
    const other = table(
      'c',
      Array.from(shuffled, (x) => truth[x]!),
    );
    const none = scoreCorrelation(sidesScoring.weighted(a), sidesScoring.weighted(other), Rng.fromSeed(1), {
      draws: 200,
    });
    expect(none.low!).toBeLessThan(0);
    expect(none.high!).toBeGreaterThan(0);
  });
});

it('layer scores are the mean of the scores of each layer, with an interval around it', () => {
  const layers = [
    table('l1', truth),
    table(
      'l2',
      truth.map((m) => 2 * m),
    ),
  ];
  const perLayer = masks.map((_, e) => Float64Array.from(layers.flatMap(({ alignments }) => alignments[e]!)));
  const found = layerScores({
    perLayer,
    layers: ['layer1', 'representation'],
    plan: { masks, pairs: null },
    scoring: sidesScoring,
    confidence: 0.95,
    rng: Rng.fromSeed(1),
    draws: 100,
  });
  found.forEach(({ mean, low, high }, l) => {
    const values = scores(layers[l]!);
    expectClose(mean, values.reduce((sum, value) => sum + value, 0) / count, 1e-12);
    expect(low! < mean! && mean! < high!).toBe(true);
  });
  expect(found.map(({ layer }) => layer)).toEqual(['layer1', 'representation']);
});
