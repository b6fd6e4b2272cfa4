import {
  contrastInterval,
  halfSplit,
  meanIntervals,
  pairedT,
  Rng,
  weightedScores,
  welch,
} from '@engram/core';
import type { SplitPlan, WeightedScores } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../oracles/close.ts';

const range = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, i) => from + i);

interface Null {
  encoders: number;
  perSubset: number;
  pairNoise: number;
  spread: number;
}

/** Two subsets with the same expected score, which every pair of encoders shifts by noise of its own. */
function nullScores(
  { encoders, perSubset, pairNoise, spread }: Null,
  rng: Rng,
): { plan: SplitPlan; scores: WeightedScores } {
  const plan = halfSplit(2 * perSubset, encoders, rng.split('plan'));
  const scores = Float64Array.from({ length: plan.count }, () => spread * rng.normal());
  const shifts = Array.from({ length: encoders / 2 }, () => [
    pairNoise * rng.normal(),
    pairNoise * rng.normal(),
  ]);
  const alignments = plan.masks.map((mask, e) =>
    Float64Array.from(
      mask,
      (bit, x) => 10 + 0.2 * rng.normal() - bit * (scores[x] + shifts[e >> 1][x < perSubset ? 0 : 1]),
    ),
  );
  return { plan, scores: weightedScores({ alignments, masks: plan.masks }) };
}

describe('the contrast of two subsets under a null with pair-level noise', () => {
  const repetitions = 400;
  const cases: Null[] = [
    { encoders: 4, perSubset: 40, pairNoise: 0.3, spread: 1 },
    { encoders: 8, perSubset: 40, pairNoise: 0.5, spread: 1 },
    { encoders: 8, perSubset: 40, pairNoise: 0.5, spread: 0 },
    { encoders: 16, perSubset: 30, pairNoise: 0.3, spread: 1 },
  ];
  it.each(cases)(
    'rejects at most 7 times in 100 with $encoders encoders, pair noise $pairNoise, datapoint spread $spread',
    (settings) => {
      let rejected = 0;
      for (let repetition = 0; repetition < repetitions; repetition++) {
        const rng = Rng.fromSeed('A6').split(settings.encoders, repetition);
        const { scores } = nullScores(settings, rng);
        const [a, b] = [range(0, settings.perSubset), range(settings.perSubset, 2 * settings.perSubset)];
        const { low, high } = contrastInterval(scores, a, b, rng.split('bootstrap'), { draws: 200 })!;
        if (low! > 0 || high! < 0) rejected++;
      }
      expect(rejected / repetitions).toBeLessThanOrEqual(0.07);
    },
  );

  it('which a t-test over datapoints rejects most of the time', () => {
    let rejected = 0;
    for (let repetition = 0; repetition < 100; repetition++) {
      const rng = Rng.fromSeed('naive').split(repetition);
      const { scores } = nullScores({ encoders: 2, perSubset: 1_000, pairNoise: 0.1, spread: 0.5 }, rng);
      const all = new Float64Array(2_000);
      scores.into(Float64Array.of(1), all);
      if (welch(all.subarray(0, 1_000), all.subarray(1_000)).pValue < 0.05) rejected++;
    }
    expect(rejected / 100).toBeGreaterThan(0.4);
  });
});

describe('intervals of mean scores', () => {
  const settings = { encoders: 16, perSubset: 50, pairNoise: 0.2, spread: 0.01 };
  const { scores } = nullScores(settings, Rng.fromSeed('means'));

  it('are the paired t interval over pairs when pairs are all that varies', () => {
    const rows = Array.from({ length: 8 }, (_, g) => {
      const one = new Float64Array(100);
      scores.into(new Float64Array(8).fill(0).fill(1, g, g + 1), one);
      return one.reduce((sum, value) => sum + value, 0) / 100;
    });
    const expected = pairedT(rows, new Float64Array(8));
    const [found] = meanIntervals(scores, [range(0, 100)], Rng.fromSeed(1), { draws: 4_000 });
    expectClose(found!.mean, expected.difference, 1e-12);
    expect(found!.standardError! / expected.standardError).toBeGreaterThan(0.95);
    expect(found!.standardError! / expected.standardError).toBeLessThan(1.1);
  });

  it('leave out what is not identifiable, and are null where nothing is left or nothing can vary', () => {
    const table = {
      alignments: [1, 2, 3, 4].map((loss) => [loss, loss, loss]),
      masks: [1, 0, 1, 0].map((bit) => [bit, 1, bit]),
    };
    const found = meanIntervals(weightedScores(table), [[0, 1, 2], [1], [0]], Rng.fromSeed(1));
    expect(found[0]).toMatchObject({ mean: 1, count: 2 });
    expect(found[1]).toBeNull();
    expect(found[2]).toMatchObject({ mean: 1, count: 1, low: null, high: null });
    const onePair = { alignments: table.alignments.slice(0, 2), masks: table.masks.slice(0, 2) };
    expect(meanIntervals(weightedScores(onePair), [[0, 2]], Rng.fromSeed(1))[0]).toMatchObject({
      mean: 1,
      low: null,
    });
  });

  it('are the same with the same seed, wider at a higher confidence', () => {
    const at = (confidence: number, seed: number) =>
      meanIntervals(scores, [range(0, 50)], Rng.fromSeed(seed), { confidence, draws: 200 })[0]!;
    expect(at(0.95, 1)).toEqual(at(0.95, 1));
    expect(at(0.95, 2)).not.toEqual(at(0.95, 1));
    expect(at(0.99, 1).low!).toBeLessThan(at(0.95, 1).low!);
  });
});
