import {
  benjaminiHochberg,
  histogram,
  kthLargest,
  mean,
  median,
  quantile,
  quantiles,
  Rng,
  variance,
} from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

// Without −0, which sorting and Math.min place differently.
const plain = fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((value) => value || 0);
const numbers = fc.array(plain, { minLength: 1, maxLength: 60 });

describe('mean and variance', () => {
  it('of equal values are that value and 0 to the last bit', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 2, max: 50 }),
        (value, n) => {
          const values = new Float64Array(n).fill(value);
          expect(mean(values) === value).toBe(true); // also for −0
          expect(variance(values)).toBe(0);
        },
      ),
    );
  });

  it('of nothing are unknown', () => {
    expect(mean([])).toBeNaN();
    expect(variance([1])).toBeNaN();
  });
});

describe('quantiles', () => {
  it('rise from the smallest value to the largest', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const found = quantiles(values, [0, 0.2, 0.5, 0.9, 1]);
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect(found[0]).toBe(Math.min(...values));
        expect(found[4]).toBe(Math.max(...values));
        expect(median(values)).toBe(found[2]);
      }),
    );
    expect(() => quantile([1], 1.5)).toThrow(/probability/);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('the k-th largest is where sorting puts it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }),
        fc.nat(),
        (values, seed) => {
          const k = 1 + (seed % values.length);
          expect(kthLargest(Float64Array.from(values), k)).toBe([...values].sort((a, b) => b - a)[k - 1]);
        },
      ),
    );
  });
});

describe('histogram', () => {
  it('counts every value once, between the edges it shows, and nulls apart', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 20 }), (values, bins) => {
        const { edges, counts, total, missing } = histogram([null, ...values, null], bins);
        expect([total, missing]).toEqual([values.length, 2]);
        expect(edges).toHaveLength(bins + 1);
        counts.forEach((count, bin) => {
          const last = bin === bins - 1;
          const inside = values.filter(
            (value) => value >= edges[bin] && (last ? value <= edges[bin + 1] : value < edges[bin + 1]),
          );
          expect(count).toBe(inside.length);
        });
      }),
    );
  });

  it('has a range even for equal values and for none', () => {
    expect(histogram([2, 2], 2)).toMatchObject({ edges: [1.5, 2, 2.5], counts: [0, 2] });
    expect(histogram([null], 2)).toMatchObject({ edges: [0, 0.5, 1], counts: [0, 0], total: 0, missing: 1 });
  });
});

describe('Benjamini–Hochberg', () => {
  it('holds the false discovery rate where a tenth of the nulls are false', () => {
    const rng = Rng.fromSeed('fdr');
    let share = 0;
    for (let repetition = 0; repetition < 200; repetition++) {
      const p = Array.from({ length: 200 }, (_, i) => (i < 20 ? 1e-6 * rng.uniform() : rng.uniform()));
      const rejected = [...benjaminiHochberg(p)].map((q) => q <= 0.1);
      const wrong = rejected.filter((reject, i) => reject && i >= 20).length;
      share += wrong / Math.max(1, rejected.filter(Boolean).length) / 200;
    }
    expect(share).toBeLessThan(0.12);
  });

  it('refuses what is no probability', () => {
    expect(() => benjaminiHochberg([0.1, NaN])).toThrow(/p-value/);
  });
});
