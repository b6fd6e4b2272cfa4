import {
  rankingMessage,
  rankingQualities,
  rankingQuality,
  rankScores,
  reliabilityInterval,
  Rng,
  spearmanBrown,
  splitHalfReliability,
  topFractions,
  weightedScores,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { syntheticHalfSplit } from '../../oracles/synthetic-runs.ts';

const scoresOf = (count: number, encoders: number, spread: number, noise: number, seed = 1) => {
  const rng = Rng.fromSeed('ranking').split(seed);
  const truth = Float64Array.from({ length: count }, () => spread * rng.normal());
  const { plan, alignments } = syntheticHalfSplit(
    count,
    encoders,
    { memorization: (x) => truth[x], noise },
    rng,
  );
  return { truth, scores: weightedScores({ alignments, masks: plan.masks }) };
};

describe('rankScores', () => {
  it('ranks from the most memorized, ties by position, and leaves unknown scores without a place', () => {
    expect(rankScores([0.2, null, 0.5, 0.2, -1])).toEqual([
      { rank: 2, percentile: 75 },
      null,
      { rank: 1, percentile: 100 },
      { rank: 3, percentile: 75 },
      { rank: 4, percentile: 25 },
    ]);
    expect(rankScores([null])).toEqual([null]);
  });
});

describe('split-half reliability', () => {
  it.each([
    [8, 0.3],
    [10, 0.3], // five pairs of halves: one sits out
    [16, 0.3],
    [16, 0.1],
  ])('with %i encoders and noise %f is what the planted spreads foretell', (encoders, noise) => {
    const spread = 0.1;
    const { scores } = scoresOf(2_000, encoders, spread, noise);
    const found = splitHalfReliability(scores, encoders, Rng.fromSeed(2));
    // Var of a score: noise² (2/t + 2/t).
    const reliability = spread ** 2 / (spread ** 2 + (4 * noise ** 2) / encoders);
    expect(Math.abs(found.spearmanBrown! - reliability)).toBeLessThan(0.06);
    expect(found.splitHalfSpearman).toBeLessThan(found.spearmanBrown!);
  });

  it('of a ranking without signal is around 0, and is called noise', () => {
    const { scores } = scoresOf(2_000, 8, 0, 0.1);
    const { spearmanBrown: reliability } = splitHalfReliability(scores, 8, Rng.fromSeed(2));
    expect(Math.abs(reliability!)).toBeLessThan(0.15);
    expect(rankingQuality(reliability)).toBe('NOISE');
  });

  it('is unknown with fewer than 4 encoders', () => {
    const { scores } = scoresOf(100, 2, 0.1, 0.1);
    expect(splitHalfReliability(scores, 2, Rng.fromSeed(2))).toEqual({
      splitHalfSpearman: null,
      spearmanBrown: null,
    });
  });

  it('is unknown with fewer than 10 datapoints, whose order chance repeats', () => {
    const [nine, ten] = [9, 10].map((count) =>
      splitHalfReliability(scoresOf(count, 32, 1, 0.01).scores, 32, Rng.fromSeed(2)),
    );
    expect(nine).toEqual({ splitHalfSpearman: null, spearmanBrown: null });
    expect(ten!.spearmanBrown).toBeGreaterThan(0.9);
  });

  it('is stepped up by Spearman and Brown: .64 becomes .78, and unknown stays unknown', () => {
    expect(spearmanBrown(0.64)).toBeCloseTo(0.78, 2);
    expect(spearmanBrown(0)).toBe(0);
    expect(spearmanBrown(1)).toBe(1);
    expect(spearmanBrown(-0.9)).toBe(-1);
    expect(spearmanBrown(0.5, 5 / 2)).toBeCloseTo((2.5 * 0.5) / (1 + 1.5 * 0.5), 12);
    expect(spearmanBrown(-0.3, 5 / 2)).toBe(-1);
    expect(spearmanBrown(null)).toBeNull();
  });

  it('has a word and a sentence at every level', () => {
    expect([null, -1, 0.29, 0.3, 0.5, 0.7, 1].map(rankingQuality)).toEqual([
      'UNKNOWN',
      'NOISE',
      'NOISE',
      'WEAK',
      'FAIR',
      'GOOD',
      'GOOD',
    ]);
    expect(new Set(rankingQualities.map(rankingMessage)).size).toBe(rankingQualities.length);
    expect(rankingMessage('NOISE')).toMatch(/noise/);
  });
});

describe('P(in the top 5 %)', () => {
  it('is 1 for an unmistakable datapoint, 0 for the opposite, and fills the top exactly', () => {
    const { scores, truth } = scoresOf(200, 8, 0.1, 0.1);
    truth.fill(0);
    const { plan, alignments } = syntheticHalfSplit(
      200,
      8,
      { memorization: (x) => (x === 7 ? 5 : x === 9 ? -5 : 0), noise: 0.1 },
      Rng.fromSeed(4),
    );
    const top = topFractions(weightedScores({ alignments, masks: plan.masks }), Rng.fromSeed(5), {
      draws: 300,
    });
    expect([top[7], top[9]]).toEqual([1, 0]);
    expect(top.reduce((sum: number, p) => sum + p!, 0)).toBeCloseTo(10, 9);
    expect(topFractions(scores, Rng.fromSeed(5), { draws: 50 })).toEqual(
      topFractions(scores, Rng.fromSeed(5), { draws: 50 }),
    );
  });

  it('fills the top by position where scores are equal', () => {
    const flat = {
      groups: 3,
      positions: Int32Array.from({ length: 40 }, (_, i) => i),
      thinnerSides: new Int32Array(40).fill(3),
    };
    const top = topFractions({ ...flat, into: (_, out) => void out.fill(1) }, Rng.fromSeed(1), { draws: 10 });
    expect(top.slice(0, 3)).toEqual([1, 1, 0]);
  });

  it('is unknown with a single pair of encoders', () => {
    expect(topFractions(scoresOf(10, 2, 0.1, 0.1).scores, Rng.fromSeed(1))).toEqual(new Array(10).fill(null));
  });
});

describe('the interval of a reliability', () => {
  const drawn = (seed: number) => {
    const { scores } = scoresOf(60, 16, 0.1, 0.2, seed);
    const reliability = splitHalfReliability(scores, 16, Rng.fromSeed(seed)).spearmanBrown!;
    return {
      reliability,
      ...reliabilityInterval(scores, reliability, Rng.fromSeed(seed).split('interval'))!,
    };
  };

  it('covers what runs of this kind have on average, and is no wider than it must be', () => {
    const all = Array.from({ length: 60 }, (_, seed) => drawn(seed + 1));
    const expected = all.reduce((sum, { reliability }) => sum + reliability, 0) / all.length;
    expect(all.filter(({ low, high }) => low <= expected && high >= expected).length).toBeGreaterThan(55);
    const spread = Math.sqrt(
      all.reduce((sum, { reliability }) => sum + (reliability - expected) ** 2, 0) / all.length,
    );
    const half = all.reduce((sum, { low, high }) => sum + (high - low) / 2, 0) / all.length;
    expect(half / spread).toBeGreaterThan(1.9);
    expect(half / spread).toBeLessThan(5);
  });

  it('is none from fewer than four groups of encoders', () => {
    const { scores } = scoresOf(60, 6, 0.1, 0.2);
    expect(reliabilityInterval(scores, 0.5, Rng.fromSeed(1))).toBeNull();
  });
});
