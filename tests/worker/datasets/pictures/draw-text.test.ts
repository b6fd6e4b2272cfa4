import { plotSide } from '@engram/core';
import { expect, it } from 'vitest';
import { drawText, linesOf } from '../../../../worker/src/datasets/pictures/draw-text.ts';

it('breaks lines between words and cuts what does not fit', () => {
  expect(linesOf('Buy now,\r\n  dear   friend and relative')).toEqual([
    'Buy now, dear',
    'friend and',
    'relative',
  ]);
  expect(linesOf('x'.repeat(99))).toEqual(['x'.repeat(17)]);
  expect(linesOf(''.padEnd(3))).toEqual(['']);
  expect(linesOf('word '.repeat(1000)).length).toBe(11);
});

it('draws letters: an I is a line, and accents are left out', () => {
  const picture = (text: string) =>
    Array.from({ length: 7 }, (_, y) =>
      Array.from(drawText(text).subarray((4 + y) * plotSide + 4, (4 + y) * plotSide + 9), (grey) => (grey < 128 ? '#' : '.')).join(''),
    ); // prettier-ignore
  expect(picture('L')).toEqual(['#....', '#....', '#....', '#....', '#....', '#....', '#####']);
  expect(drawText('naïve')).toEqual(drawText('naive'));
  expect(picture('漢')[0]).toBe('#####');
  expect(drawText('').every((grey) => grey === 255)).toBe(true);
});
