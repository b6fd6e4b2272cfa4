import { imageSize, type DatapointValues, type ImageShape } from '@engram/core';
import type { RunData } from '../datasets/run-data.ts';

/**
 * The lower left quarter of each image, scaled to the size of the whole by bilinear interpolation; pixels have their centres at halves, and
 * nothing outside the quarter is read.
 */
export const peripheryOf = (data: RunData): RunData => ({
  ...data,
  pixels: { read: (positions) => quarters(data.pixels.read(positions), data.shape) },
});

/** @param images [B, H, W, C] */
function quarters(images: DatapointValues, shape: ImageShape): Uint8Array {
  const { height, width, channels } = shape;
  const size = imageSize(shape);
  const rows = placesOf(height, Math.floor(height / 2));
  const columns = placesOf(width, 0);
  const pixels = new Uint8Array(images.length);
  for (let n = 0; n < images.length / size; n++) {
    const pixelAt = (y: number, x: number, c: number): number =>
      images[n * size + (y * width + x) * channels + c]!;
    rows.forEach(([top, bottom, down], y) =>
      columns.forEach(([left, right, across], x) => {
        for (let c = 0; c < channels; c++) {
          const above = pixelAt(top, left, c) * (1 - across) + pixelAt(top, right, c) * across;
          const below = pixelAt(bottom, left, c) * (1 - across) + pixelAt(bottom, right, c) * across;
          pixels[n * size + (y * width + x) * channels + c] = Math.round(above * (1 - down) + below * down);
        }
      }),
    );
  }
  return pixels;
}

/** For each place along a side: the two places in the half that begins at `from` that it lies between, and how near the second. */
function placesOf(side: number, from: number): [number, number, number][] {
  const half = Math.max(1, Math.ceil(side / 2));
  return Array.from({ length: side }, (_, at) => {
    const place = Math.min(half - 1, Math.max(0, ((at + 0.5) * half) / side - 0.5));
    const first = Math.floor(place);
    return [from + first, from + Math.min(half - 1, first + 1), place - first];
  });
}
