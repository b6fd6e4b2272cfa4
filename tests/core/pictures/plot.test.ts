import { drawPlot, pictureSize, plotRange, plotSide, type DataKind } from '@engram/core';
import { describe, expect, it } from 'vitest';

function plotted(
  kind: DataKind,
  values: number[],
  channels = 1,
  range = plotRange(kind, values),
): Uint8Array {
  const pixels = new Uint8Array(plotSide * plotSide);
  const shape = { height: 1, width: values.length / channels, channels };
  drawPlot(kind, { values, from: 0, shape }, range, { pixels, at: 0, stride: plotSide });
  return pixels;
}

/** Mean height of what is darker than `limit` in a column, from the bottom; null where nothing is. */
function heightIn(pixels: Uint8Array, x: number, limit = 128): number | null {
  const rows = Array.from({ length: plotSide }, (_, y) => y).filter((y) => pixels[y * plotSide + x]! < limit);
  return rows.length === 0 ? null : plotSide - 0.5 - rows.reduce((a, b) => a + b, 0) / rows.length;
}

describe('a plot of a series', () => {
  it('rises where the series rises', () => {
    const heights = [4, 30, 56, 82, 107].map((x) => heightIn(plotted('series', [5, 6, 7, 8, 9]), x)!);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(heights[0]).toBeLessThan(6);
    expect(heights[4]).toBeGreaterThan(106);
  });

  it('shows a single peak among more steps than there are pixels', () => {
    const values = new Array<number>(5000).fill(0);
    values[2500] = 1;
    const dark = plotted('series', values).filter((pixel, at) => at < 20 * plotSide && pixel < 128);
    expect(dark.length).toBeGreaterThan(5);
  });

  it('draws every channel', () => {
    const pixels = plotted('series', [0, 10, 0, 10, 0, 10], 2);
    expect(heightIn(pixels, 50, 100)).toBeLessThan(8);
    expect(pixels.filter((pixel, at) => at < 10 * plotSide && pixel < 200).length).toBeGreaterThan(90);
  });
});

describe('a plot of a vector', () => {
  it('has a bar for each value, from 0 up or down', () => {
    const pixels = plotted('vector', [2, -1, 0, 1]);
    expect(heightIn(pixels, 10)).toBeGreaterThan(heightIn(pixels, 90)!);
    expect(heightIn(pixels, 40)).toBeLessThan(40);
    expect(heightIn(pixels, 62)).toBeNull();
  });

  it('keeps the largest value among more values than there are pixels', () => {
    const values = Array.from({ length: 2048 }, (_, i) => (i === 1000 ? 1 : 0.01));
    expect(
      plotted('text', values).filter((pixel, at) => at < 20 * plotSide && pixel < 128).length,
    ).toBeGreaterThan(9);
  });
});

it('equal values, one value and large values are drawn inside the picture', () => {
  expect(plotRange('series', [3, 3])).toEqual({ low: 2, high: 4 });
  expect(plotRange('vector', [3, 5])).toEqual({ low: 0, high: 5 });
  for (const values of [[0], [1e30, -1e30], [7, 7, 7]])
    for (const kind of ['series', 'vector', 'text'] as const) {
      const pixels = plotted(kind, values);
      expect(pixels.some((pixel) => pixel < 255)).toBe(true);
      for (let at = 0; at < 2 * plotSide; at++) expect(pixels[at]).toBe(255);
    }
});

it('is drawn into a place of a wider picture and nowhere else', () => {
  const pixels = new Uint8Array(plotSide * plotSide * 3).fill(7);
  const shape = { height: 1, width: 2, channels: 1 };
  drawPlot('vector', { values: [9, 1, 2], from: 1, shape }, { low: 0, high: 2 }, { pixels, at: plotSide, stride: 3 * plotSide }); // prettier-ignore
  const alone = plotted('vector', [1, 2]);
  for (let y = 0; y < plotSide; y++)
    for (let x = 0; x < 3 * plotSide; x++) {
      const inside = x >= plotSide && x < 2 * plotSide;
      expect(pixels[y * 3 * plotSide + x]).toBe(inside ? alone[y * plotSide + x - plotSide] : 7);
    }
});

it('an image is its own picture', () => {
  const shape = { height: 3, width: 9, channels: 1 };
  expect(pictureSize('image', shape)).toEqual({ height: 3, width: 9 });
  expect(pictureSize('vector', shape)).toEqual({ height: plotSide, width: plotSide });
});
