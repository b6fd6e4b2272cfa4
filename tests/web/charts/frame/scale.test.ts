import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countScale, linearScale, percentOf, roundScale } from '../../../../web/src/charts/frame/scale.ts';

describe('a scale', () => {
  it('puts its ends at 0 and 100 % and keeps order between them', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(finite, finite, fc.double({ min: 0, max: 1, noNaN: true }), (low, width, part) => {
        fc.pre(Math.abs(width) > 1e-3);
        const scale = linearScale(low, low + Math.abs(width), 5);
        expect(percentOf(scale, scale.low)).toBe(0);
        expect(percentOf(scale, scale.high)).toBe(100);
        expect(percentOf(scale, scale.low + part * (scale.high - scale.low))).toBeCloseTo(part * 100, 2);
      }),
    );
  });

  it('has round ticks with as many decimals as they need, and a proper minus', () => {
    expect(linearScale(-0.021, 0.043, 4).ticks.map((tick) => tick.label)).toEqual([
      '−0.02',
      '0.00',
      '0.02',
      '0.04',
    ]);
    expect(linearScale(0, 60, 4).ticks.map((tick) => tick.label)).toEqual(['0', '20', '40', '60']);
  });

  it('goes on to round numbers where that is asked for', () => {
    const { low, high, ticks } = roundScale(-0.021, 0.043, 4);
    expect([low, high]).toEqual([-0.04, 0.06]);
    expect(ticks.map(({ value }) => value)).toEqual([-0.04, -0.02, 0, 0.02, 0.04, 0.06]);
  });

  it('counts in whole numbers, none of them twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(20), fc.nat(1e6)), fc.constantFrom(3, 4), (most, count) => {
        const { low, high, ticks } = countScale(most, count);
        expect(low).toBe(0);
        expect(high).toBeGreaterThanOrEqual(Math.max(1, most));
        expect(ticks.every(({ value }) => Number.isInteger(value))).toBe(true);
        expect(ticks.length).toBeGreaterThan(1);
      }),
    );
    expect(countScale(2, 3).ticks.map(({ value }) => value)).toEqual([0, 1, 2]);
  });

  it('survives a single value', () => {
    expect(percentOf(linearScale(0.5, 0.5, 4), 0.5)).toBe(0);
  });
});
