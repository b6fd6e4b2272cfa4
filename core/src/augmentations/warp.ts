import { border, type Place } from './place.ts';

/**
 * All changes of geometry in one bilinear warp, from an image with borders of zeros to a view of the same size.
 *
 * The centre of view pixel (i, j) lies at (u, v) from the view's centre, and is read where `place` says. Pixel centres are at halves, as in
 * torchvision (`align_corners=False`). What lies outside the image is 0. Departure from one step after the other: the corners that a turned
 * crop uncovers show the image beyond the crop, not black, and values are interpolated once.
 *
 * @param padded [H + 3, W + 3], the image from (1, 1) on, zeros around it
 * @param out [H, W] from `at` on, pixels `stride` apart
 */
export function warp(
  padded: Float32Array,
  place: Place,
  out: Float32Array,
  at: number,
  stride: number,
): void {
  const { height, width, a: xu, b: xv, c: yu, d: yv } = place;
  const rowLength = width + border;
  const firstU = 0.5 - width / 2;
  const lastX = width + 1;
  const lastY = height + 1;
  let target = at;
  for (let j = 0; j < height; j++) {
    const v = j + 0.5 - height / 2;
    const startX = place.x + xu * firstU + xv * v;
    const startY = place.y + yu * firstU + yv * v;
    for (let i = 0; i < width; i++) {
      let x = startX + xu * i;
      let y = startY + yu * i;
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
