import { describe, expect, it } from 'vitest';
import {
  commonestCodes,
  countPixels,
  paintCounts,
  pixelsOf,
  type Frame,
} from '../../../../web/src/charts/frame/density.ts';

const frame: Frame = { width: 4, height: 2, x: [0, 4], y: [-1, 1] };

describe('points as an image', () => {
  it('fall on pixels counted from the top left; both ends of an axis are within', () => {
    const x = Float32Array.of(0, 3.5, 4, 4, 0, NaN, 1, 5, -0.1);
    const y = Float32Array.of(-1, -0.5, 1, -1, 1, 0, NaN, 0, 0);
    expect([...pixelsOf(x, y, frame)]).toEqual([4, 7, 3, 7, 0, -1, -1, -1, -1]);
  });

  it('are counted pixel by pixel, without those that fail a filter', () => {
    const pixels = Int32Array.of(0, 0, 3, -1, 3);
    expect([...countPixels(pixels, 4)]).toEqual([2, 0, 0, 2]);
    expect([...countPixels(pixels, 4, Uint16Array.of(0, 1, 0, 0, 256))]).toEqual([1, 0, 0, 1]);
  });

  it('have the commonest category of the points on each pixel that pass the filters', () => {
    const pixels = Int32Array.of(0, 0, 0, 1, 1, 1, -1, 3);
    const codes = Uint8Array.of(2, 1, 1, 3, 3, 1, 1, 4);
    expect([...commonestCodes(pixels, 4, codes, new Uint16Array(8))]).toEqual([1, 3, 0, 4]);
    const failed = Uint16Array.of(0, 1, 1, 1, 1, 0, 0, 1);
    expect([...commonestCodes(pixels, 4, codes, failed)]).toEqual([2, 1, 0, 0]);
  });

  it('are painted in the colour of their own pixel, where squares meet in that of the stronger', () => {
    const image = new Uint8ClampedArray(4 * 8);
    const colours = [
      [9, 9, 9],
      [1, 0, 0],
      [2, 0, 0],
    ] as const;
    const codes = Uint8Array.of(1, 0, 0, 2, 0, 0, 0, 0);
    paintCounts(image, frame, Uint32Array.of(1, 0, 0, 9, 0, 0, 0, 0), (pixel) => colours[codes[pixel]!]!, 2);
    expect([0, 1, 2, 3].map((pixel) => image[4 * pixel])).toEqual([1, 2, 2, 2]);
  });

  it('are drawn the stronger the more there are, single ones never faintly, and as large as asked', () => {
    const opacities = (counts: number[], radius: number): number[] => {
      const image = new Uint8ClampedArray(4 * 8);
      paintCounts(image, frame, Uint32Array.from(counts), [1, 2, 3], radius);
      return Array.from({ length: 8 }, (_, pixel) => image[4 * pixel + 3]!);
    };
    expect(opacities([1, 0, 100, 10_000, 0, 0, 0, 0], 0)).toEqual([102, 0, 178, 255, 0, 0, 0, 0]);
    expect(opacities([1, 2, 0, 0, 0, 0, 0, 0], 0)[0]).toBeGreaterThan(230);
    expect(opacities([1, 0, 0, 0, 0, 0, 0, 0], 1)).toEqual([255, 255, 0, 0, 255, 255, 0, 0]);
  });
});
