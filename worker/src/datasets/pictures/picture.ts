import { drawPlot, imageSize, plotRange, plotSide } from '@engram/core';
import type { Dataset } from '../dataset.ts';
import { drawText } from './draw-text.ts';
import { encodePng } from './png.ts';

/** A PNG of one datapoint: an image as it is, a text as its first words, anything else as a plot. */
export function drawPicture({ kind, shape, pixels, texts }: Dataset, n: number): Promise<Buffer> {
  const { height, width, channels } = shape;
  const size = imageSize(shape);
  const values = pixels.subarray(n * size, (n + 1) * size);
  if (kind === 'image') return encodePng(values as Uint8Array, { height, width, channels });
  const square = { height: plotSide, width: plotSide, channels: 1 };
  if (texts) return encodePng(drawText(texts[n]!), square);
  const plot = new Uint8Array(plotSide * plotSide);
  const target = { pixels: plot, at: 0, stride: plotSide };
  drawPlot(kind, { values, from: 0, shape }, plotRange(kind, values), target);
  return encodePng(plot, square);
}
