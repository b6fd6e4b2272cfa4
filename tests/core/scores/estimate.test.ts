import {
  DomainError,
  estimateScores,
  leaveOneOutScores,
  leaveOneOutSplit,
  relativeScore,
  Rng,
} from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../oracles/close.ts';

const table = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 6 })).chain(([t, n]) =>
  fc.record({
    alignments: fc.array(
      fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: n, maxLength: n }),
      { minLength: t, maxLength: t },
    ),
    masks: fc.array(fc.array(fc.constantFrom(0, 1), { minLength: n, maxLength: n }), {
      minLength: t,
      maxLength: t,
    }),
  }),
);

describe('estimateScores', () => {
  it('swapping who saw the datapoint negates score, relative score and interval', () => {
    fc.assert(
      fc.property(table, ({ alignments, masks }) => {
        const swapped = masks.map((mask) => mask.map((bit) => 1 - bit));
        const there = estimateScores({ alignments, masks });
        estimateScores({ alignments, masks: swapped }).forEach((back, x) => {
          const { value, low, high, alignmentIn, alignmentOut } = there[x];
          if (value === null) return expect(back.value).toBeNull();
          expectClose(back.value, -value, 1e-12);
          expectClose(
            relativeScore(back.alignmentIn!, back.alignmentOut!),
            -relativeScore(alignmentIn!, alignmentOut!),
            1e-12,
          );
          if (low === null) return expect(back.low).toBeNull();
          expectClose(back.low, -high!, 1e-9);
          expectClose(back.high, -low, 1e-9);
        });
      }),
    );
  });

  it('does not depend on the order of the encoders, nor a score on the other datapoints', () => {
    fc.assert(
      fc.property(table, ({ alignments, masks }) => {
        const there = estimateScores({ alignments, masks });
        const reversed = estimateScores({
          alignments: [...alignments].reverse(),
          masks: [...masks].reverse(),
        });
        const withOutlier = estimateScores({
          alignments: alignments.map((row) => [...row, 1e6]),
          masks: masks.map((mask, e) => [...mask, e % 2]),
        });
        there.forEach((estimate, x) => {
          if (estimate.value === null) expect(reversed[x].value).toBeNull();
          else expectClose(reversed[x].value, estimate.value, 1e-12);
          expect(withOutlier[x]).toEqual(estimate);
        });
      }),
    );
  });

  it('relative scores lie in [−1, 1], and are 0 when both losses are 0', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e300, noNaN: true }),
        fc.double({ min: 0, max: 1e300, noNaN: true }),
        (f, g) => {
          expect(Math.abs(relativeScore(f, g))).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect(relativeScore(0, 0)).toBe(0);
  });

  it('is exactly 0, with an interval of no width, when all encoders agree', () => {
    const alignments = Array.from({ length: 7 }, () => [0.1, 0.7]);
    const masks = [0, 0, 0, 1, 1, 1, 1].map((bit) => [bit, 1 - bit]);
    for (const estimate of estimateScores({ alignments, masks }))
      expect(estimate).toMatchObject({ value: 0, standardError: 0, low: 0, high: 0, pValue: 1 });
  });

  it('pairs the encoders that share an initialisation, and does so in the order of the pairs', () => {
    const alignments = [[0.5], [1.52], [2.0], [2.98], [0.3], [1.3]];
    const masks = [[1], [0], [1], [0], [1], [0]];
    const pairs: [number, number][] = [
      [0, 1],
      [2, 3],
      [4, 5],
    ];
    const [paired] = estimateScores({ alignments, masks, pairs });
    const [welch] = estimateScores({ alignments, masks });
    expectClose(paired.value, 1, 1e-12);
    expectClose(paired.standardError, 0.02 / Math.sqrt(3), 1e-9); // differences 1.02, .98, 1.00
    expect(welch.standardError).toBeGreaterThan(0.5);
    const crossed = { alignments: [1, 0, 3, 4, 2, 5].map((e) => alignments[e]) };
    const [again] = estimateScores({
      alignments: crossed.alignments,
      masks: [1, 0, 3, 4, 2, 5].map((e) => masks[e]),
      pairs: [
        [1, 0],
        [4, 2],
        [3, 5],
      ],
    });
    expectClose(again.standardError, paired.standardError!, 1e-12);
  });

  it('has no interval from one pair of encoders, and says why', () => {
    const [estimate] = estimateScores({ alignments: [[0.5], [0.8]], masks: [[1], [0]], pairs: [[0, 1]] });
    expectClose(estimate.value, 0.3, 1e-12);
    expect(estimate).toMatchObject({ standardError: null, low: null, high: null, identifiable: true });
    expect(estimate.reason).toBe('NO_INTERVAL');
  });

  it('is null, never 0, where every encoder or none saw the datapoint', () => {
    const estimates = estimateScores({
      alignments: [
        [0.5, 0.5],
        [0.8, 0.8],
      ],
      masks: [
        [1, 0],
        [1, 0],
      ],
    });
    expect(estimates.map(({ value, identifiable }) => [value, identifiable])).toEqual([
      [null, false],
      [null, false],
    ]);
    expect(estimates[0].reason).toBe('NEVER_OUT');
    expect(estimates[1].reason).toBe('NEVER_IN');
  });

  it.each([
    ['a NaN', { alignments: [[1], [NaN]], masks: [[1], [0]] }, /encoder 1, datapoint 0: .* NaN/],
    ['an infinity', { alignments: [[Infinity], [1]], masks: [[1], [0]] }, /encoder 0, datapoint 0/],
    ['rows of unequal length', { alignments: [[1, 2], [1]], masks: [[1, 0], [0]] }, /encoder 1 has 1 /],
    ['a missing mask', { alignments: [[1], [1]], masks: [[1]] }, /2 encoders .* 1 have masks/],
    ['a mask that is no bit', { alignments: [[1], [1]], masks: [[1], [2]] }, /mask is 2/],
    ['no encoder', { alignments: [], masks: [] }, /no encoder/],
    [
      'an encoder in two pairs',
      { alignments: [[1], [1]], masks: [[1], [0]], pairs: [[0, 0]] as [number, number][] },
      /once/,
    ],
  ])('refuses %s', (_, input, message) => {
    expect(() => estimateScores(input)).toThrow(message);
    expect(() => estimateScores(input)).toThrow(DomainError);
  });
});

it('leave-one-out compares the encoders trained on everything with those trained on everything else', () => {
  const plan = leaveOneOutSplit(3, 2, Rng.fromSeed(1));
  // Repetition r shifts all losses by r, which pairing cancels; leaving x out raises its own loss by x + 1.
  const alignments = plan.masks.map((mask, e) =>
    Array.from(mask, (bit, x) => 5 + (e > 3 ? 1 : 0) + (bit === 0 ? x + 1 : 0)),
  );
  const estimates = leaveOneOutScores(alignments, plan.masks);
  expect(estimates.map(({ value, nIn, nOut, standardError }) => [value, nIn, nOut, standardError])).toEqual([
    [1, 2, 2, 0],
    [2, 2, 2, 0],
    [3, 2, 2, 0],
  ]);
  expect(() => leaveOneOutScores(alignments.slice(1), plan.masks.slice(1))).toThrow(/multiple of 4/);
});
