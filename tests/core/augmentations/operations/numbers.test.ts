import { mean, Rng, variance } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { takes, vectorOf, viewOf } from './view-of.ts';

const series = { height: 1, width: 6, channels: 2 };
const values = Float32Array.from([0, 100, 1, 90, 4, 80, 9, 70, 16, 60, 25, 50]);

describe('gaussian-noise', () => {
  it('adds normal noise of its sigma to every value, without bounds', () => {
    const start = Float32Array.from({ length: 20_000 }, (_, i) => (i % 2 ? 1e3 : -7));
    const added = Array.from(
      viewOf({ key: 'gaussian-noise', sigma: 2 }, start, vectorOf(20_000)),
      (v, i) => v - start[i]!,
    );
    expect(mean(added)).toBeCloseTo(0, 1);
    expect(Math.sqrt(variance(added))).toBeCloseTo(2, 1);
    expect(Math.max(...added)).toBeGreaterThan(6);
    expect(added.filter((value) => Math.abs(value) < 2).length / added.length).toBeCloseTo(0.683, 2);
  });

  it('takes one number of the stream', () => {
    expect(takes({ key: 'gaussian-noise' }, series, (rng) => rng.uint32())).toBe(true);
  });
});

describe('scaling', () => {
  it('multiplies each channel by a factor of its own, as the plain loop does', () => {
    const rng = Rng.fromSeed(3);
    const factors = [0, 1].map(() => rng.uniformBetween(0.5, 3));
    const expected = Array.from(values, (value, i) => Math.fround(value * factors[i % 2]!));
    expect(Array.from(viewOf({ key: 'scaling', minFactor: 0.5, maxFactor: 3 }, values, series))).toEqual(
      expected,
    );
    expect(factors[0]).not.toBe(factors[1]);
  });

  it('draws factors uniformly between its bounds', () => {
    const rng = Rng.fromSeed(9);
    const factors = Array.from(
      { length: 5000 },
      () =>
        viewOf({ key: 'scaling', minFactor: 0.5, maxFactor: 2 }, Float32Array.of(1), vectorOf(1), rng)[0]!,
    );
    expect(Math.min(...factors)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...factors)).toBeLessThanOrEqual(2);
    expect(mean(factors)).toBeCloseTo(1.25, 1);
    expect(Math.sqrt(variance(factors))).toBeCloseTo(1.5 / Math.sqrt(12), 1);
  });
});

describe('masking', () => {
  it('replaces whole steps of a series by its fill, with its probability', () => {
    const long = { height: 1, width: 5000, channels: 2 };
    const start = Float32Array.from({ length: 10_000 }, (_, i) => i + 1);
    const view = viewOf({ key: 'masking', probability: 0.3, fill: -5 }, start, long);
    let masked = 0;
    for (let step = 0; step < 5000; step++) {
      const pair = Array.from(view.subarray(2 * step, 2 * step + 2));
      if (pair[0] === -5) masked++;
      expect(pair).toEqual(pair[0] === -5 ? [-5, -5] : [2 * step + 1, 2 * step + 2]);
    }
    expect(masked / 5000).toBeCloseTo(0.3, 1);
  });

  it('masks nothing at 0 and everything at 1', () => {
    expect(viewOf({ key: 'masking', probability: 0 }, values, series)).toEqual(values);
    expect(viewOf({ key: 'masking', probability: 1 }, values, series)).toEqual(new Float32Array(12));
    expect(takes({ key: 'masking' }, series, (rng) => rng.uint32())).toBe(true);
  });
});

describe('time-crop', () => {
  const crop = { key: 'time-crop', minFraction: 0.2, maxFraction: 0.9 };

  it('equals linear interpolation of the stretch, channel by channel', () => {
    for (let seed = 0; seed < 50; seed++) {
      const rng = Rng.fromSeed(seed);
      const fraction = rng.uniformBetween(0.2, 0.9);
      const start = rng.uniform();
      const view = viewOf(crop, values, series, Rng.fromSeed(seed));
      for (let step = 0; step < 6; step++)
        for (let channel = 0; channel < 2; channel++) {
          const position = 5 * start * (1 - fraction) + fraction * step;
          const before = Math.min(4, Math.floor(position));
          const [a, b] = [values[2 * before + channel]!, values[2 * before + 2 + channel]!];
          expect(view[2 * step + channel]).toBeCloseTo(a + (position - before) * (b - a), 4);
        }
    }
  });

  it('stays within the values, and is the whole series at a fraction of 1', () => {
    for (let seed = 0; seed < 20; seed++) {
      const view = viewOf(crop, values, series, Rng.fromSeed(seed));
      expect(Math.max(...view)).toBeLessThanOrEqual(100);
      expect(Math.min(...view)).toBeGreaterThanOrEqual(0);
    }
    expect(viewOf({ ...crop, minFraction: 1, maxFraction: 1 }, values, series)).toEqual(values);
    expect(viewOf(crop, Float32Array.of(4), vectorOf(1))).toEqual(Float32Array.of(4));
  });

  it('takes two numbers of the stream', () => {
    expect(takes(crop, series, (rng) => [rng.uniform(), rng.uniform()])).toBe(true);
  });
});
