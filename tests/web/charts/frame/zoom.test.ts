import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWhole, moved, zoomed, type PlotWindow } from '../../../../web/src/charts/frame/zoom.ts';

const whole: PlotWindow = { x: [-1, 3], y: [0, 100] };

describe('the part of a plot that is shown', () => {
  it('keeps the place under the pointer where it is', () => {
    const { x, y } = zoomed(whole, whole, 2, [0.25, 0.25]);
    // A quarter from the left is 0, a quarter from the top 75.
    expect(x).toEqual([-0.5, 1.5]);
    expect(y).toEqual([37.5, 87.5]);
  });

  it('is all of the axes again when zoomed out as far as it was zoomed in', () => {
    const closer = zoomed(zoomed(whole, whole, 1.6), whole, 1.6, [0.9, 0.1]);
    expect(isWhole(closer, whole)).toBe(false);
    expect(isWhole(zoomed(zoomed(closer, whole, 1 / 1.6), whole, 1 / 1.7), whole)).toBe(true);
    expect(isWhole(zoomed(whole, whole, 0.5), whole)).toBe(true);
  });

  it('moves to the right and up, and stops at the ends without becoming smaller', () => {
    const part: PlotWindow = { x: [0, 1], y: [10, 20] };
    expect(moved(part, whole, [0.5, 0.5])).toEqual({ x: [0.5, 1.5], y: [15, 25] });
    expect(moved(part, whole, [-9, -9])).toEqual({ x: [-1, 0], y: [0, 10] });
    expect(moved(part, whole, [9, 99])).toEqual({ x: [2, 3], y: [90, 100] });
    expect(isWhole(moved(whole, whole, [0.5, -0.5]), whole)).toBe(true);
  });

  it('never leaves the axes, whatever is done to it', () => {
    const act = fc.record({
      factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
      at: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      by: fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let shown = whole;
        for (const { factor, at, by } of acts) shown = moved(zoomed(shown, whole, factor, at), whole, by);
        for (const key of ['x', 'y'] as const) {
          expect(shown[key][0]).toBeGreaterThanOrEqual(whole[key][0]);
          expect(shown[key][1]).toBeLessThanOrEqual(whole[key][1]);
          expect(shown[key][1]).toBeGreaterThan(shown[key][0]);
        }
      }),
    );
  });
});
