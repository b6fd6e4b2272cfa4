import { alignmentLosses, alignmentViewNoise, distances, jackknife, Rng } from '@engram/core';
import type { Distance } from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naiveAlignment } from '../../oracles/alignment.ts';
import { alignmentLoss } from './by-rows.ts';

const views = fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 })).chain(([m, d]) =>
  fc.array(fc.array(fc.double({ min: 0.1, max: 4, noNaN: true }), { minLength: d, maxLength: d }), {
    minLength: m,
    maxLength: m,
  }),
);
const options = fc.record({ distance: fc.constantFrom(...distances), unitNorm: fc.boolean() });

describe('alignment loss', () => {
  it('is what the definition says, pair by pair', () => {
    fc.assert(
      fc.property(views, options, (rows, how) => {
        // The naïve angle loses half of its digits near 0, where arccos is flat.
        const digits = how.distance === 'angular' ? 6 : 9;
        expect(alignmentLoss(rows, how)).toBeCloseTo(
          naiveAlignment(rows, how.distance, how.unitNorm),
          digits,
        );
      }),
    );
  });

  it('is 0 for identical views', () => {
    fc.assert(
      fc.property(views, options, ([row], how) => {
        expect(alignmentLoss([row, row, row], how)).toBe(0);
      }),
    );
  });

  it('does not depend on the order of the views', () => {
    fc.assert(
      fc.property(views, options, (rows, how) => {
        expect(alignmentLoss([...rows].reverse(), how)).toBeCloseTo(alignmentLoss(rows, how), 10);
      }),
    );
  });

  it('does not depend on a rotation of the representations, except for L1', () => {
    const rotate = ([x, y]: number[], angle: number): number[] => [
      x * Math.cos(angle) - y * Math.sin(angle),
      x * Math.sin(angle) + y * Math.cos(angle),
    ];
    const rows = [
      [1, 2],
      [3, 0.5],
      [2, 2.5],
    ];
    const turned = rows.map((row) => rotate(row, 0.7));
    for (const unitNorm of [true, false])
      for (const distance of distances) {
        const difference = Math.abs(
          alignmentLoss(turned, { distance, unitNorm }) - alignmentLoss(rows, { distance, unitNorm }),
        );
        if (distance === 'l1') expect(difference).toBeGreaterThan(1e-3);
        else expect(difference).toBeLessThan(1e-10);
      }
  });

  it('of squared L2 is 2M/(M − 1) · (mean ‖z‖² − ‖mean z‖²)', () => {
    fc.assert(
      fc.property(views, (rows) => {
        const m = rows.length;
        const meanSquare = rows.flat().reduce((sum, x) => sum + x * x, 0) / m;
        const centre = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / m);
        const identity = ((2 * m) / (m - 1)) * (meanSquare - centre.reduce((sum, x) => sum + x * x, 0));
        expect(alignmentLoss(rows, { distance: 'squared-l2', unitNorm: false })).toBeCloseTo(identity, 8);
      }),
    );
  });

  it('of 5,000 datapoints × 10 views under 2 encoders equals the naïve double loop', () => {
    const rng = Rng.fromSeed('A14');
    const shape = { datapoints: 5_000, views: 10, dims: 8 };
    for (const distance of ['l2', 'cosine'] satisfies Distance[]) {
      const stored = Float32Array.from({ length: 5_000 * 10 * 8 }, () => rng.normal());
      const losses = alignmentLosses(stored, shape, { distance, unitNorm: true });
      for (let n = 0; n < shape.datapoints; n++) {
        const rows = Array.from({ length: 10 }, (_, m) =>
          Array.from(stored.subarray((n * 10 + m) * 8, (n * 10 + m + 1) * 8)),
        );
        expect(Math.abs(losses[n] - naiveAlignment(rows, distance, true))).toBeLessThan(1e-6);
      }
    }
  });

  it.each([
    [
      'a NaN',
      [
        [1, NaN],
        [1, 2],
      ],
      'datapoint 0, view 0, dimension 1: the representation is NaN',
    ],
    [
      'an infinity',
      [
        [1, 1],
        [1, Infinity],
      ],
      'datapoint 0, view 1, dimension 1: the representation is Infinity',
    ],
    [
      'a zero vector under unit norm',
      [
        [0, 0],
        [1, 2],
      ],
      'datapoint 0, view 0: the representation is zero',
    ],
    ['a single view', [[1, 2]], 'at least 2 views of each datapoint, not 1'],
  ])('refuses %s', (_, rows, message) => {
    expect(() => alignmentLoss(rows, { distance: 'l2', unitNorm: true })).toThrow(message);
  });

  it('refuses values that do not fill their shape', () => {
    expect(() =>
      alignmentLosses(
        new Float32Array(11),
        { datapoints: 1, views: 3, dims: 4 },
        { distance: 'l2', unitNorm: true },
      ),
    ).toThrow('11 values do not fill 1 datapoints × 3 views × 4 dimensions');
  });

  it('refuses a zero vector wherever directions are compared, and scores it elsewhere', () => {
    const rows = [
      [0, 0],
      [3, 4],
    ];
    for (const distance of distances) {
      const score = (): number => alignmentLoss(rows, { distance, unitNorm: false });
      if (distance === 'cosine' || distance === 'angular') expect(score).toThrow('no direction');
      else expect(score()).toBeGreaterThan(0);
    }
  });

  it('scores directions of any finite length, and refuses distances that are too large to hold', () => {
    for (const size of [1e-200, 1e200]) {
      const rows = [
        [size, 0],
        [0, size],
      ];
      expect(alignmentLoss(rows, { distance: 'l2', unitNorm: true })).toBeCloseTo(Math.SQRT2, 12);
      expect(alignmentLoss(rows, { distance: 'angular', unitNorm: false })).toBeCloseTo(0.5, 12);
    }
    const huge = [
      [1e300, 0],
      [0, 1e300],
    ];
    expect(() => alignmentLoss(huge, { distance: 'l2', unitNorm: false })).toThrow('too large');
  });

  it('counts datapoints from the start of the dataset when it is scored in blocks', () => {
    const shape = { datapoints: 2, views: 2, dims: 1 };
    const options = { distance: 'l2', unitNorm: false, firstDatapoint: 100 } as const;
    expect(() => alignmentLosses(Float64Array.of(1, 2, 3, NaN), shape, options)).toThrow(
      'datapoint 101, view 1',
    );
  });
});

describe('noise of the views', () => {
  const shape = { datapoints: 3, views: 6, dims: 4 };
  const rng = Rng.fromSeed('views');
  const stored = Float64Array.from({ length: 3 * 6 * 4 }, () => rng.normal());

  it('is the jackknife of the alignment loss over views', () => {
    const errors = alignmentViewNoise(stored, shape, { distance: 'l2', unitNorm: true });
    for (let n = 0; n < shape.datapoints; n++) {
      const rows = Array.from({ length: 6 }, (_, m) =>
        Array.from(stored.subarray((n * 6 + m) * 4, (n * 6 + m + 1) * 4)),
      );
      const { standardError } = jackknife([0, 1, 2, 3, 4, 5], (kept) =>
        naiveAlignment(
          kept.map((m) => rows[m]),
          'l2',
          true,
        ),
      );
      expect(errors[n]).toBeCloseTo(standardError, 12);
    }
  });

  it('needs three views', () => {
    expect(() =>
      alignmentViewNoise(stored, { datapoints: 9, views: 2, dims: 4 }, { distance: 'l2', unitNorm: true }),
    ).toThrow('at least 3 views');
  });
});
