'use client';

import { useEffect, useMemo, useRef } from 'react';
import { countPixels, paintCounts, pixelsOf, type Frame } from '../frame/density.ts';
import type { Scale } from '../frame/scale.ts';
import { useColours } from './use-colours.ts';
import { usePixelSize } from './use-pixel-size.ts';

interface Columns {
  /** [N] NaN = missing, like y */
  x: Float32Array;
  y: Float32Array;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Uint8Array | Uint16Array;
}

type Domain = Pick<Scale, 'low' | 'high'>;

/** Half the side of a point in pixels of the style sheet: the more points, the smaller. */
const radiusOf = (count: number): number => (count <= 5_000 ? 2 : count <= 100_000 ? 1 : 0);

/** Keeps a canvas painted: all points in the colour of the ground, over them those that pass the filters. */
export function useDensity({ x, y, failed }: Columns, xAxis: Domain, yAxis: Domain) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colours = useColours(canvas);
  const size = usePixelSize(canvas);
  const radius = size ? Math.round(radiusOf(x.length) * size.ratio) : 0;
  const pixels = useMemo(() => {
    if (!size) return null;
    const frame: Frame = { ...size, x: [xAxis.low, xAxis.high], y: [yAxis.low, yAxis.high] };
    return pixelsOf(x, y, frame);
  }, [x, y, xAxis, yAxis, size]);
  const ground = useMemo(() => {
    if (!colours || !size || !pixels) return null;
    const whole = size.width * size.height;
    const image = new Uint8ClampedArray(4 * whole);
    paintCounts(image, size, countPixels(pixels, whole), colours.ground, radius);
    return image;
  }, [colours, pixels, radius, size]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !colours || !ground || !size || !pixels) return;
    const image = new ImageData(new Uint8ClampedArray(ground), size.width, size.height);
    const counts = countPixels(pixels, size.width * size.height, failed);
    paintCounts(image.data, size, counts, colours.ink, radius);
    const { width, height } = size;
    // Set here and not when rendered: a canvas of a new size is empty until it is painted.
    if (context.canvas.width !== width || context.canvas.height !== height)
      Object.assign(context.canvas, { width, height });
    context.putImageData(image, 0, 0);
  }, [colours, ground, pixels, failed, radius, size]);
  return canvas;
}
