import {
  degreesOfFreedomOf,
  estimateScores,
  growthNeeded,
  median,
  predictedPrecision,
  Rng,
  splitHalfReliability,
  weightedScores,
  type Pilot,
  type SplitPlan,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { syntheticFgSplit, syntheticHalfSplit } from '../../oracles/synthetic-runs.ts';

const count = 1000;
const normals = Array.from({ length: count }, (_, x) => Rng.fromSeed(`truth ${x}`).normal());
/** Planted scores of one spread: normal, and with a long right tail (log-normal, σ = .8). */
const truths = {
  normal: normals.map((z) => 0.02 * z),
  skewed: normals.map((z) => 0.02 * Math.exp(0.8 * z)),
};
const spreadsOf = (shape: keyof typeof truths) => ({
  memorization: (x: number) => truths[shape][x]!,
  noise: 0.05,
});

function pilotOf({ plan, alignments }: { plan: SplitPlan; alignments: Float64Array[] }, seed: string): Pilot {
  const table = { alignments, masks: plan.masks, pairs: plan.pairs };
  const estimates = estimateScores(table).filter(({ standardError }) => standardError !== null);
  const errors = estimates.map(({ standardError }) => standardError!);
  return {
    encoders: plan.encoders,
    medianStandardError: median(errors),
    medianHalfWidth: median(estimates.map(({ low, high }, i) => (high! - low!) / 2 / errors[i]!)),
    confidence: 0.95,
    spearmanBrown: splitHalfReliability(weightedScores(table), plan.encoders, Rng.fromSeed(seed))
      .spearmanBrown,
  };
}
const halfSplit = (encoders: number, seed: string, shape: keyof typeof truths = 'normal'): Pilot =>
  pilotOf(syntheticHalfSplit(count, encoders, spreadsOf(shape), Rng.fromSeed(seed)), seed);

/** Spread of the score’s mean over t encoders in two equal halves. */
const spread = (t: number): number => 0.05 * Math.sqrt(4 / t);

describe('the plan for a half split, against simulated runs', () => {
  it.each([8, 16])('from %i encoders, reaches the standard error that it aims at', (t) => {
    const pilot = halfSplit(t, `pilot ${t}`);
    const growth = growthNeeded({ kind: 'standard-error', value: 0.01 }, pilot);
    // Exactly: 4 · .05² / .01² = 100 encoders.
    expect(Math.abs((growth * t) / 100 - 1)).toBeLessThan(0.05);
    expect(Math.abs(spread(growth * t) / 0.01 - 1)).toBeLessThan(0.03);
    expect(predictedPrecision(pilot, growth).standardError).toBeCloseTo(0.01, 12);
  });

  it.each([
    ['normal', 8, 0.76, 0.84],
    ['normal', 32, 0.77, 0.83],
    // The formula is for values, not ranks: among scores with a long tail the many small ones stay hard to order.
    ['skewed', 8, 0.66, 0.8],
    ['skewed', 32, 0.7, 0.82],
  ] as const)(
    'of %s scores, from %i encoders, aims at a reliability of .8 and reaches %f to %f',
    (shape, t, low, high) => {
      const growths = [1, 2, 3].map((draw) =>
        growthNeeded({ kind: 'reliability', value: 0.8 }, halfSplit(t, `pilot ${t} ${draw}`, shape)),
      );
      const encoders = 2 * Math.round((median(growths) * t) / 2);
      const reached = halfSplit(encoders, `run of ${encoders}`, shape).spearmanBrown!;
      expect(reached).toBeGreaterThan(low);
      expect(reached).toBeLessThan(high);
    },
  );

  it('undoes what few encoders do to a median of standard errors', () => {
    for (const t of [6, 8, 32]) {
      const { standardError } = predictedPrecision(halfSplit(t, `corrected ${t}`), 1);
      expect(Math.abs(standardError! / spread(t) - 1)).toBeLessThan(0.03);
    }
    // Without it, 6 encoders look more precise than they are.
    expect(halfSplit(6, 'corrected 6').medianStandardError! / spread(6)).toBeLessThan(0.93);
  });
});

it('the plan for an f/g split rests on pairs, whose common shift cancels', () => {
  const options = { encoders: 12, sharedFraction: 0.2, candidateFraction: 0.4, independentFraction: 0.4 };
  const run = syntheticFgSplit(count, options, { ...spreadsOf('normal'), pairNoise: 1 }, Rng.fromSeed('fg'));
  const pilot = pilotOf(run, 'fg');
  expect(degreesOfFreedomOf(pilot.medianHalfWidth!, 0.95)).toBeCloseTo(5, 3);
  // √2 · .05 / √R = .01 at R = 50.
  const growth = growthNeeded({ kind: 'standard-error', value: 0.01 }, pilot);
  expect(Math.abs((growth * 6) / 50 - 1)).toBeLessThan(0.06);
});

describe('growth by formula', () => {
  const pilot: Pilot = {
    ...{
      encoders: 16,
      medianStandardError: 0.02,
      medianHalfWidth: null,
      confidence: 0.95,
      spearmanBrown: 0.64,
    },
  };
  const wide = { ...pilot, medianHalfWidth: 1.9599639845400545 };

  it('quarters the variance with four times the encoders', () => {
    expect(growthNeeded({ kind: 'standard-error', value: 0.01 }, wide)).toBeCloseTo(4, 10);
    expect(predictedPrecision(wide, 4)).toEqual({
      standardError: expect.closeTo(0.01, 10),
      reliability: expect.closeTo((4 * 0.64) / (1 + 3 * 0.64), 10),
    });
  });

  it('inverts Spearman and Brown: .64 becomes .78 with twice the encoders', () => {
    expect(growthNeeded({ kind: 'reliability', value: 1.28 / 1.64 }, pilot)).toBeCloseTo(2, 10);
    expect(growthNeeded({ kind: 'reliability', value: 0.64 }, pilot)).toBeCloseTo(1, 10);
    expect(growthNeeded({ kind: 'reliability', value: 0.9 }, { ...pilot, spearmanBrown: 1 })).toBe(0);
  });

  it('predicts fewer encoders, too, and nothing from a ranking that is noise', () => {
    expect(predictedPrecision(wide, 0.125).reliability).toBeCloseTo((0.125 * 0.64) / (1 - 0.875 * 0.64), 10);
    for (const spearmanBrown of [null, 0, -0.3])
      expect(predictedPrecision({ ...wide, spearmanBrown }, 0.2).reliability).toBeNull();
  });

  it.each([0, -1, NaN, Infinity])('refuses to aim at a standard error of %f', (value) => {
    expect(() => growthNeeded({ kind: 'standard-error', value }, wide)).toThrow('lies above 0');
  });

  it.each([0, 1, -0.5, 1.5, NaN])('refuses to aim at a reliability of %f', (value) => {
    expect(() => growthNeeded({ kind: 'reliability', value }, pilot)).toThrow('between 0 and 1');
  });

  it('says which pilot it cannot go by', () => {
    const blind = { ...pilot, medianStandardError: null, spearmanBrown: null };
    expect(() => growthNeeded({ kind: 'standard-error', value: 0.01 }, blind)).toThrow('no standard errors');
    expect(() => growthNeeded({ kind: 'reliability', value: 0.8 }, blind)).toThrow('unknown');
    for (const spearmanBrown of [0, -0.1])
      expect(() => growthNeeded({ kind: 'reliability', value: 0.8 }, { ...pilot, spearmanBrown })).toThrow(
        'noise',
      );
  });
});
