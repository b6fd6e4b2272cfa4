import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepFrom } from '../../../../web/src/charts/page/pair-cells.ts';
import { shortDistance } from '../../../../web/src/charts/specs/pairs.ts';

const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

describe('the keys of the pair matrix', () => {
  it('step over the diagonal and stop at the edge', () => {
    expect(stepFrom([0, 1], 'ArrowRight', 4)).toEqual([0, 2]);
    expect(stepFrom([1, 2], 'ArrowLeft', 4)).toEqual([1, 0]);
    expect(stepFrom([0, 1], 'ArrowDown', 4)).toEqual([2, 1]);
    expect(stepFrom([0, 1], 'ArrowLeft', 4)).toEqual([1, 0]);
    expect(stepFrom([0, 3], 'ArrowUp', 4)).toBeNull();
    expect(stepFrom([0, 2], 'Home', 4)).toEqual([0, 1]);
    expect(stepFrom([3, 0], 'End', 4)).toEqual([3, 2]);
    expect(stepFrom([0, 1], 'a', 4)).toBeNull();
  });

  it('never lead onto the diagonal nor out of the matrix, and reach every cell', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), (count) => {
        const seen = new Set(['0 1']);
        const waiting: (readonly [number, number])[] = [[0, 1]];
        for (let cell = waiting.pop(); cell; cell = waiting.pop())
          for (const key of keys) {
            const next = stepFrom(cell, key, count);
            if (!next) continue;
            expect(next[0]).not.toBe(next[1]);
            expect(Math.min(...next)).toBeGreaterThanOrEqual(0);
            expect(Math.max(...next)).toBeLessThan(count);
            if (!seen.has(next.join(' '))) waiting.push(next);
            seen.add(next.join(' '));
          }
        expect(seen.size).toBe(count * (count - 1));
      }),
    );
  });
});

describe('a distance in a cell', () => {
  it.each([
    [0.312, 0.6, '.31'],
    [0.0042, 0.0061, '.0042'],
    [1.234, 1.9, '1.2'],
    [12.7, 40, '13'],
    [0, 0, '.0'],
  ])('of %d, the largest %d, is %s', (value, largest, text) => {
    expect(shortDistance(value, largest)).toBe(text);
  });
});
