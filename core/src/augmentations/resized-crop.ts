import type { ViewParameters } from './view-parameters.ts';

/** Width of the zeros around an image that spares the warp its edge cases: one before, two after. */
export const border = 3;

/**
 * Resized crop and rotation in one bilinear warp, from an image with borders of zeros to a view of the same size.
 *
 * The centre of view pixel (i, j) lies at (u, v) from the view's centre; turned back by the angle and scaled by the side of the
 * crop it lies at (cos · u − sin · v, sin · u + cos · v) · side from the crop's centre in the image. Pixel centres are at halves, as in torchvision
 * (`align_corners=False`). What lies outside the image is 0. Departure from crop-then-rotate in two steps: the corners that a turned
 * crop uncovers show the image beyond the crop, not black, and values are interpolated once.
 *
 * @param padded [H + 3, W + 3], the image from (1, 1) on, zeros around it
 * @param out [H, W] from `at` on, pixels `stride` apart
 */
export function warp(
  padded: Float32Array,
  height: number,
  width: number,
  view: Readonly<ViewParameters>,
  out: Float32Array,
  at: number,
  stride: number,
): void {
  const { side, left, top, radians } = view;
  const cos = Math.cos(radians) * side;
  const sin = Math.sin(radians) * side;
  const rowLength = width + border;
  const firstU = 0.5 - width / 2;
  // In padded coordinates pixel (0, 0) of the image has its centre at (1, 1).
  const centreX = left * (1 - side) * width + (side * width) / 2 + 0.5;
  const centreY = top * (1 - side) * height + (side * height) / 2 + 0.5;
  const lastX = width + 1;
  const lastY = height + 1;
  let target = at;
  for (let j = 0; j < height; j++) {
    const v = j + 0.5 - height / 2;
    const startX = centreX + cos * firstU - sin * v;
    const startY = centreY + sin * firstU + cos * v;
    for (let i = 0; i < width; i++) {
      let x = startX + cos * i;
      let y = startY + sin * i;
      x = x < 0 ? 0 : x > lastX ? lastX : x;
      y = y < 0 ? 0 : y > lastY ? lastY : y;
      const column = x | 0;
      const row = y | 0;
      const a = x - column;
      const b = y - row;
      const corner = row * rowLength + column;
      const upper = padded[corner]! + a * (padded[corner + 1]! - padded[corner]!);
      const below = corner + rowLength;
      const lower = padded[below]! + a * (padded[below + 1]! - padded[below]!);
      out[target] = upper + b * (lower - upper);
      target += stride;
    }
  }
}
