import {
  degreesOfFreedomOf,
  criticalT,
  estimateScores,
  falseDiscoveryRates,
  measureScoring,
  memorizationP,
  Rng,
  sidesScoring,
  summarizeRun,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { oneSidedPs, stepUp } from '../../oracles/fdr.ts';
import { syntheticHalfSplit } from '../../oracles/synthetic-runs.ts';

const planted = (memorization: (x: number) => number, seed: string, t = 16) =>
  syntheticHalfSplit(500, t, { memorization, noise: 0.1 }, Rng.fromSeed(seed));
const estimatesOf = (memorization: (x: number) => number, seed = 'flags', t = 16) => {
  const { plan, alignments } = planted(memorization, seed, t);
  return estimateScores({ alignments, masks: plan.masks });
};
const flagged = (rates: readonly (number | null)[], at: number): boolean[] =>
  rates.map((rate) => rate !== null && rate <= at);

describe('the false discovery rate of a score', () => {
  it.each([0.01, 0.05, 0.1, 0.5])('flags what the step-up of the paper flags at %f', (rate) => {
    const estimates = estimatesOf((x) => (x < 100 ? 0.2 : 0));
    const wanted = stepUp(oneSidedPs(estimates), rate);
    expect(wanted.filter(Boolean).length).toBeGreaterThan(20);
    expect(flagged(falseDiscoveryRates(estimates, { confidence: 0.95 }), rate)).toEqual(wanted);
  });

  // A shift that all losses of an encoder share makes scores of a half split depend on each other negatively: it adds to half of them what it takes from
  // the others. That is not the dependence for which the rate is proved to hold.
  it.each([
    { encoderNoise: 0, leastFound: 60 },
    { encoderNoise: 0.1, leastFound: 30 },
    { encoderNoise: 0.3, leastFound: 0 },
  ])(
    'holds: among those called memorized, the part of false ones is the rate or less on average, with a shift of $encoderNoise by encoder',
    ({ encoderNoise, leastFound }) => {
      const draws = 60;
      let [parts, right] = [0, 0];
      for (let draw = 0; draw < draws; draw++) {
        const spreads = { memorization: (x: number) => (x < 100 ? 0.2 : 0), noise: 0.1, encoderNoise };
        const { plan, alignments } = syntheticHalfSplit(500, 16, spreads, Rng.fromSeed(`draw ${draw}`));
        const estimates = estimateScores({ alignments, masks: plan.masks });
        const flags = flagged(falseDiscoveryRates(estimates, { confidence: 0.95 }), 0.1);
        const found = flags.filter(Boolean).length;
        const wrong = flags.filter((flag, x) => flag && x >= 100).length;
        parts += found === 0 ? 0 : wrong / found;
        right += found - wrong;
      }
      // 400 of 500 are null, so that 8 % are expected; the standard error over 60 draws is .4 %.
      expect(parts / draws).toBeLessThan(0.1);
      expect(right / draws).toBeGreaterThanOrEqual(leastFound);
      if (encoderNoise === 0) expect(parts / draws).toBeGreaterThan(0.06);
    },
  );

  it('is high for scores of 0 and below, and flags none where nothing is memorized', () => {
    expect(
      flagged(
        falseDiscoveryRates(
          estimatesOf(() => 0),
          { confidence: 0.95 },
        ),
        0.05,
      ).filter(Boolean),
    ).toEqual([]);
    const negative = falseDiscoveryRates(
      estimatesOf(() => -1),
      { confidence: 0.95 },
    );
    expect(Math.min(...negative.map((rate) => rate!))).toBeGreaterThan(0.9);
  });

  it('refers to the datapoints that can be tested, and is null for the others', () => {
    const estimates = estimatesOf((x) => (x < 100 ? 0.2 : 0));
    const untested = estimateScores({ alignments: [[0.1], [0.9]], masks: [[1], [0]] });
    const alone = falseDiscoveryRates(estimates, { confidence: 0.95 });
    const mixed = falseDiscoveryRates([untested[0]!, ...estimates, untested[0]!], { confidence: 0.95 });
    expect(mixed).toEqual([null, ...alone, null]);
    expect(falseDiscoveryRates([], { confidence: 0.95 })).toEqual([]);
  });

  it('is not certain of a difference that no encoder varies from: few encoders agree by chance', () => {
    const clean = {
      ...{ value: 1, alignmentIn: 1, alignmentOut: 2 },
      standardError: 0,
      low: 1,
      high: 1,
      nIn: 4,
      nOut: 4,
    };
    expect(memorizationP(clean, { confidence: 0.95 })).toBe(1 / 16);
    expect(memorizationP({ ...clean, nIn: 12, nOut: 4 }, { confidence: 0.95 })).toBe(1 / 16);
    expect(memorizationP({ ...clean, value: 0, low: 0, high: 0 }, { confidence: 0.95 })).toBe(1);
    expect(memorizationP({ ...clean, value: -1, low: -1, high: -1 }, { confidence: 0.95 })).toBe(1);
  });

  describe('of a measure that is right or wrong', () => {
    const rule = { memorizedWhen: 'large', isBinary: true } as const;
    /** p-values of a datapoint that `right` of t/2 encoders get right that saw it, and `rightOut` of those that did not. */
    const pOf = (t: number, right: number, rightOut: number): number => {
      const half = t / 2;
      const alignments = Array.from({ length: t }, (_, e) => [
        Number(e < half ? e < right : e - half < rightOut),
      ]);
      const masks = alignments.map((_, e) => [Number(e < half)]);
      const [estimate] = measureScoring(rule, sidesScoring).estimates({ alignments, masks }, 0.95);
      return memorizationP(estimate!, { confidence: 0.95, isBinary: true })!;
    };

    it('is not tested where its means are no proportions, as a store from elsewhere may hold', () => {
      const score = { value: 1, standardError: 0.1, low: 0.8, high: 1.2, nIn: 4, nOut: 4 };
      for (const [alignmentIn, alignmentOut] of [
        [2, 1],
        [1, -1],
        [NaN, 0],
        [null, 0],
      ] as const)
        expect(
          memorizationP({ ...score, alignmentIn, alignmentOut }, { confidence: 0.95, isBinary: true }),
        ).toBe(null);
    });

    it.each([4, 8, 16, 32])(
      'a further encoder that knows it only lowers the p-value, with %i encoders',
      (t) => {
        for (let right = 0; right <= t / 2; right++)
          for (let rightOut = 0; rightOut <= t / 2; rightOut++) {
            const p = pOf(t, right, rightOut);
            if (right > 0) expect(p).toBeLessThanOrEqual(pOf(t, right - 1, rightOut));
            if (rightOut > 0) expect(p).toBeGreaterThanOrEqual(pOf(t, right, rightOut - 1));
          }
        expect(pOf(t, t / 2, 0)).toBeLessThan(pOf(t, t / 2 - 1, 0));
      },
    );

    it.each([8, 16])(
      'falls below a level no oftener than the level says, where nothing is memorized, with %i encoders',
      (t) => {
        const half = t / 2;
        const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
        for (const known of [0.05, 0.3, 0.5, 0.9])
          for (const level of [0.01, 0.05, 0.2]) {
            let below = 0;
            for (let a = 0; a <= half; a++)
              for (let b = 0; b <= half; b++)
                if (pOf(t, a, b) <= level)
                  below += choose(half, a) * choose(half, b) * known ** (a + b) * (1 - known) ** (t - a - b);
            expect(below).toBeLessThanOrEqual(level);
          }
      },
    );

    it('is published with the scores of a run', () => {
      const t = 16;
      const { plan } = planted(() => 0, 'binary', t);
      // The first 100 are known to exactly the encoders that saw them, the others to none of them or to all.
      const alignments = plan.masks.map((mask) =>
        Array.from(mask, (saw, x) => (x < 100 ? saw : Number(x % 2))),
      );
      const datapoints = Array.from(alignments[0]!, (_, index) => ({ index, contentHash: '', class: null }));
      const run = { plan, alignments, datapoints, confidence: 0.95, rng: Rng.fromSeed(1), draws: 10 };
      const rates = summarizeRun({ ...run, scoring: measureScoring(rule, sidesScoring) }).rows.map(
        ({ fdr }) => fdr!,
      );
      // One of 12,870 ways to choose 8 encoders of 16, for 100 of 500 datapoints.
      rates.forEach((rate, x) => expect(rate).toBeCloseTo(x < 100 ? 5 / 12_870 : 1, 12));
    });
  });

  it.each([0.8, 0.95, 0.999])(
    'is the same whatever the confidence of the interval, here %f',
    (confidence) => {
      const { plan, alignments } = planted((x) => (x < 100 ? 0.2 : 0), 'confidence', 8);
      const table = { alignments, masks: plan.masks };
      const estimates = estimateScores(table, confidence);
      const exact = oneSidedPs(estimates);
      estimates.forEach((estimate, x) => {
        const p = memorizationP(estimate, { confidence })!;
        expect(Math.abs(p / exact[x]! - 1)).toBeLessThan(1e-5);
      });
    },
  );

  it('is a field of what a run publishes, and null for a proxy, whose 0 means nothing', () => {
    const { plan, alignments } = planted((x) => (x < 100 ? 0.2 : 0), 'run');
    const datapoints = Array.from(alignments[0]!, (_, index) => ({ index, contentHash: '', class: null }));
    const run = { plan, alignments, datapoints, confidence: 0.9, rng: Rng.fromSeed(1), draws: 10 };
    const estimates = estimateScores({ alignments, masks: plan.masks }, 0.9);
    expect(summarizeRun(run).rows.map(({ fdr }) => fdr)).toEqual(
      falseDiscoveryRates(estimates, { confidence: 0.9 }),
    );
    const scoring = measureScoring({ memorizedWhen: 'small', isProxy: true }, sidesScoring);
    expect(summarizeRun({ ...run, scoring }).rows.every(({ fdr }) => fdr === null)).toBe(true);
  });
});

describe('degrees of freedom from the width of an interval', () => {
  it.each([1, 1.5, 3, 7.3, 30, 1234.5, 1e6])('are right for %f', (nu) => {
    for (const confidence of [0.5, 0.95, 0.99]) {
      const found = degreesOfFreedomOf(criticalT(confidence, nu), confidence)!;
      // Beyond 1,000 the critical value, not ν itself, is what can be told.
      expect(Math.abs(criticalT(confidence, found) / criticalT(confidence, nu) - 1)).toBeLessThan(1e-7);
      if (nu <= 30) expect(Math.abs(found / nu - 1)).toBeLessThan(1e-5);
    }
  });

  it('are unknown for a width that no t interval has', () => {
    for (const width of [0, 1.5, 13, NaN, Infinity]) expect(degreesOfFreedomOf(width, 0.95)).toBeNull();
    expect(degreesOfFreedomOf(criticalT(0.95, Infinity), 0.95)).toBe(Infinity);
  });
});
