'use client';

import { useEffect, useMemo, useRef } from 'react';
import {
  commonestCodes,
  countPixels,
  paintCounts,
  pixelsOf,
  type Frame,
  type PixelColour,
} from '../frame/density.ts';
import type { PointToken } from '../frame/paint.ts';
import { filteredOutOpacity } from '../specs/scatter.ts';
import type { PlotWindow } from '../frame/zoom.ts';
import { useColours, type CanvasColours } from './use-colours.ts';
import { usePixelSize } from './use-pixel-size.ts';

interface Columns {
  /** [N] NaN = missing, like y */
  x: Float32Array;
  y: Float32Array;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Uint8Array | Uint16Array;
  /** [N] category of each, 1, 2, …, 0 = none; null where points are coloured by the filters alone. */
  codes: Uint8Array | null;
  /** Colour of code 1, 2, … */
  tokens: readonly PointToken[];
}

/** Half the side of a point in pixels of the style sheet: the more points, the smaller. */
const radiusOf = (count: number): number => (count <= 5_000 ? 2 : count <= 100_000 ? 1 : 0);

/** Keeps a canvas painted: all points in the colour of the ground, over them those that pass the filters. */
export function useDensity({ x, y, failed, codes, tokens }: Columns, shown: PlotWindow) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours(canvas);
  const size = usePixelSize(canvas);
  const radius = size ? Math.round(radiusOf(x.length) * size.ratio) : 0;
  const pixels = useMemo(() => {
    if (!size) return null;
    const frame: Frame = { ...size, x: shown.x, y: shown.y };
    return pixelsOf(x, y, frame);
  }, [x, y, shown, size]);
  const isFaint = codes !== null;
  const ground = useMemo(() => {
    if (!colours || !size || !pixels) return null;
    const whole = size.width * size.height;
    const image = new Uint8ClampedArray(4 * whole);
    const counts = countPixels(pixels, whole);
    paintCounts(image, size, counts, colours.ground, radius);
    if (isFaint) for (let at = 3; at < image.length; at += 4) image[at]! *= filteredOutOpacity;
    return { image, counts };
  }, [colours, pixels, radius, size, isFaint]);
  const isUnfiltered = useMemo(() => failed.every((one) => one === 0), [failed]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !colours || !ground || !size || !pixels) return;
    const image = new ImageData(new Uint8ClampedArray(ground.image), size.width, size.height);
    const whole = size.width * size.height;
    const counts = isUnfiltered ? ground.counts : countPixels(pixels, whole, failed);
    const colour = codes
      ? colourOf(commonestCodes(pixels, whole, codes, failed), tokens, colours)
      : colours.ink;
    paintCounts(image.data, size, counts, colour, radius);
    const { width, height } = size;
    // Set here and not when rendered: a canvas of a new size is empty until it is painted.
    if (context.canvas.width !== width || context.canvas.height !== height)
      Object.assign(context.canvas, { width, height });
    context.putImageData(image, 0, 0);
  }, [colours, ground, pixels, failed, isUnfiltered, codes, tokens, radius, size]);
  return canvas;
}

/** @param commonest [pixels] code of the category that each pixel shows */
const colourOf = (
  commonest: Uint8Array,
  tokens: readonly PointToken[],
  { points, ground }: CanvasColours,
): PixelColour => {
  const palette = [ground, ...tokens.map((token) => points.get(token)!)];
  return (pixel) => palette[commonest[pixel]!]!;
};
