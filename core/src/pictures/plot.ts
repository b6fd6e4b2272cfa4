/** Small plots of datapoints that are no images, as grey pixels: the same on every machine, with no font and no library. */
import type { ImageShape } from '../augmentations/image-shape.ts';
import type { DataKind } from '../data-kind.ts';

/** Width and height of a plot, in pixels. */
export const plotSide = 112;
const margin = 4;
const inner = plotSide - 2 * margin;
const paper = 255;
/** Thickness of a line, in pixels. */
const thickness = 1.5;
/** Grey of the channels of a series, one after the other. */
const inks = [32, 120, 176, 72, 148, 200] as const;
const axisInk = 208;

/** Width and height of the picture of a datapoint, in pixels: its own of an image, else those of its plot. */
export const pictureSize = (
  kind: DataKind,
  { height, width }: ImageShape,
): { height: number; width: number } =>
  kind === 'image' ? { height, width } : { height: plotSide, width: plotSide };

/** Least and greatest value of a plot; not the same number. */
export interface PlotRange {
  low: number;
  high: number;
}

/** The range that holds all values; bars stand on 0, so that of vectors and texts holds 0 as well. */
export function plotRange(kind: DataKind, values: ArrayLike<number>): PlotRange {
  let [low, high] = kind === 'series' ? [Infinity, -Infinity] : [0, 0];
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]!);
    high = Math.max(high, values[i]!);
  }
  return low < high ? { low, high } : { low: low - 1, high: high + 1 };
}

/** A picture that a plot is drawn into. */
export interface PlotTarget {
  /** Grey, row by row. */
  pixels: Uint8Array | Uint8ClampedArray;
  /** Position of the plot's first pixel. */
  at: number;
  /** Pixels of a row of the picture. */
  stride: number;
}

/** Darkens column x from y = top to y = bottom, at the ends as much as they cover of a pixel. */
function darken(
  { pixels, at, stride }: PlotTarget,
  x: number,
  top: number,
  bottom: number,
  ink: number,
): void {
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(plotSide, bottom); y++) {
    const covered = Math.min(y + 1, bottom) - Math.max(y, top);
    const pixel = at + y * stride + x;
    pixels[pixel] = Math.round(pixels[pixel]! + covered * (Math.min(ink, pixels[pixel]!) - pixels[pixel]!));
  }
}

/**
 * Draws one datapoint: a series as a line for each channel over the steps, anything else as a bar for each value. Where there are
 * more values than pixels, a column shows the range of those that fall into it.
 *
 * @param values of the datapoint from `from` on, [H, W, C] with H = 1
 * @param range of the values shown, `plotRange`; the same for plots that are to be compared
 */
export function drawPlot(
  kind: DataKind,
  { values, from, shape }: { values: ArrayLike<number>; from: number; shape: ImageShape },
  { low, high }: PlotRange,
  target: PlotTarget,
): void {
  for (let y = 0; y < plotSide; y++)
    target.pixels.fill(paper, target.at + y * target.stride, target.at + y * target.stride + plotSide);
  const place = (value: number): number =>
    margin + inner * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low));
  const { width, channels } = shape;
  if (low <= 0 && high >= 0)
    for (let x = margin; x < plotSide - margin; x++)
      darken(target, x, place(0) - 0.5, place(0) + 0.5, axisInk);
  if (kind === 'series') {
    for (let channel = 0; channel < channels; channel++)
      drawLine(
        (step) => place(values[from + step * channels + channel]!),
        width,
        inks[channel % inks.length]!,
        target,
      );
    return;
  }
  drawBars((i) => values[from + i]!, width * channels, place, target);
}

/** @param place height of the line at a whole step */
function drawLine(place: (step: number) => number, steps: number, ink: number, target: PlotTarget): void {
  const between = (at: number): number => {
    const before = Math.min(steps - 1, Math.floor(at));
    const after = Math.min(steps - 1, before + 1);
    return place(before) + (at - before) * (place(after) - place(before));
  };
  for (let x = 0; x < inner; x++) {
    const start = ((steps - 1) * x) / inner;
    const end = ((steps - 1) * (x + 1)) / inner;
    let top = Math.min(between(start), between(end));
    let bottom = Math.max(between(start), between(end));
    for (let step = Math.ceil(start); step < end; step++) {
      top = Math.min(top, place(step));
      bottom = Math.max(bottom, place(step));
    }
    darken(target, margin + x, top - thickness / 2, bottom + thickness / 2, ink);
  }
}

function drawBars(
  value: (i: number) => number,
  count: number,
  place: (value: number) => number,
  target: PlotTarget,
): void {
  const barWidth = inner / count;
  for (let x = 0; x < inner; x++) {
    const first = Math.floor((x * count) / inner);
    const last = Math.max(first, Math.ceil(((x + 1) * count) / inner) - 1);
    // Bars that are wide enough stand apart.
    if (barWidth >= 3 && Math.floor((x + 1) / barWidth) > first) continue;
    let [low, high] = [0, 0];
    for (let i = first; i <= (barWidth >= 1 ? first : last); i++) {
      low = Math.min(low, value(i));
      high = Math.max(high, value(i));
    }
    if (low < high) darken(target, margin + x, place(high), place(low), inks[0]);
  }
}
