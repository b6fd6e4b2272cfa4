import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAxis, linearAxis, roundAxis } from '../../web/src/charts/linear-axis.ts';

describe('an axis', () => {
  it('puts its ends at 0 and 100 % and keeps order between them', () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(finite, finite, fc.double({ min: 0, max: 1, noNaN: true }), (low, width, part) => {
        fc.pre(Math.abs(width) > 1e-3);
        const axis = linearAxis(low, low + Math.abs(width), 5);
        expect(axis.percent(axis.low)).toBe(0);
        expect(axis.percent(axis.high)).toBe(100);
        expect(axis.percent(axis.low + part * (axis.high - axis.low))).toBeCloseTo(part * 100, 2);
      }),
    );
  });

  it('has round ticks with as many decimals as they need, and a proper minus', () => {
    expect(linearAxis(-0.021, 0.043, 4).ticks.map((tick) => tick.label)).toEqual([
      '−0.02',
      '0.00',
      '0.02',
      '0.04',
    ]);
    expect(linearAxis(0, 60, 4).ticks.map((tick) => tick.label)).toEqual(['0', '20', '40', '60']);
  });

  it('goes on to round numbers where that is asked for', () => {
    const { low, high, ticks } = roundAxis(-0.021, 0.043, 4);
    expect([low, high]).toEqual([-0.04, 0.06]);
    expect(ticks.map(({ value }) => value)).toEqual([-0.04, -0.02, 0, 0.02, 0.04, 0.06]);
  });

  it('counts in whole numbers, none of them twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(20), fc.nat(1e6)), fc.constantFrom(3, 4), (most, count) => {
        const { low, high, ticks } = countAxis(most, count);
        expect(low).toBe(0);
        expect(high).toBeGreaterThanOrEqual(Math.max(1, most));
        expect(ticks.every(({ value }) => Number.isInteger(value))).toBe(true);
        expect(ticks.length).toBeGreaterThan(1);
      }),
    );
    expect(countAxis(2, 3).ticks.map(({ value }) => value)).toEqual([0, 1, 2]);
  });

  it('survives a single value', () => {
    expect(linearAxis(0.5, 0.5, 4).at(0.5)).toBe('0%');
  });
});
