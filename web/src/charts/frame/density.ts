/** Points as an image: how many fall on each pixel, drawn the stronger the more. A million take milliseconds. */

export interface Frame {
  width: number;
  height: number;
  /** Smallest and largest value of each axis; y grows upwards. */
  x: readonly [number, number];
  y: readonly [number, number];
}

/** [N] the pixel of each point, row by row from the top; −1 where it is missing or outside. */
export function pixelsOf(x: Float32Array, y: Float32Array, frame: Frame): Int32Array {
  const { width, height } = frame;
  const [left, right] = frame.x;
  const [low, high] = frame.y;
  const [perX, perY] = [width / (right - left), height / (high - low)];
  const pixels = new Int32Array(x.length);
  for (let n = 0; n < x.length; n++) {
    const px = x[n]!;
    const py = y[n]!;
    // False for NaN; the last pixel includes the end of the axis.
    const isInside = px >= left && px <= right && py >= low && py <= high;
    pixels[n] = isInside
      ? (height - 1 - Math.min(height - 1, ((py - low) * perY) | 0)) * width +
        Math.min(width - 1, ((px - left) * perX) | 0)
      : -1;
  }
  return pixels;
}

/** Points on each of `size` pixels. @param failed [N] points with anything but 0 are left out, when given */
export function countPixels(
  pixels: Int32Array,
  size: number,
  failed?: Uint8Array | Uint16Array,
): Uint32Array {
  // The first is of the points that lie on none. Without branches: which points fail comes in no order that a processor could guess.
  const counts = new Uint32Array(size + 1);
  if (failed) for (let n = 0; n < pixels.length; n++) counts[pixels[n]! + 1]! += (failed[n]! - 1) >>> 31;
  else for (let n = 0; n < pixels.length; n++) counts[pixels[n]! + 1]! += 1;
  return counts.subarray(1);
}

export type Colour = readonly [red: number, green: number, blue: number];

/** A pixel with a single point is drawn at least this strongly, so that no outlier is missed. */
const faintest = 0.4;

/** Opacity, 0–1, of a number of points on a pixel. @param most points on one pixel */
export function opacityOf(most: number): (count: number) => number {
  // Where points hardly ever meet, one is nearly as strong as the strongest.
  const single = Math.max(faintest, 1 - Math.log(most) / 10);
  return (count) => (most === 1 ? 1 : single + (1 - single) * (Math.log(count) / Math.log(most)));
}

/**
 * [pixels] the commonest code of the points on each pixel (Boyer and Moore's vote: exact where one code has more than half of them,
 * else one of those that are there). 0 where there is no point.
 *
 * @param codes [N] @param failed [N] points with anything but 0 are left out
 */
export function commonestCodes(
  pixels: Int32Array,
  size: number,
  codes: Uint8Array,
  failed: Uint8Array | Uint16Array,
): Uint8Array {
  const commonest = new Uint8Array(size);
  const lead = new Uint32Array(size);
  for (let n = 0; n < pixels.length; n++) {
    const pixel = pixels[n]!;
    if (pixel < 0 || failed[n] !== 0) continue;
    if (lead[pixel] === 0) commonest[pixel] = codes[n]!;
    if (commonest[pixel] === codes[n]) lead[pixel]! += 1;
    else lead[pixel]! -= 1;
  }
  return commonest;
}

/** One colour for all pixels, or that of each. */
export type PixelColour = Colour | ((pixel: number) => Colour);

/**
 * Draws counts into an image [width · height · 4], over what it shows. Single points are squares of 2 · `radius` + 1 pixels.
 */
export function paintCounts(
  image: Uint8ClampedArray,
  { width, height }: Pick<Frame, 'width' | 'height'>,
  counts: Uint32Array,
  colour: PixelColour,
  radius: number,
): void {
  let most = 1;
  for (const count of counts) if (count > most) most = count;
  const fraction = opacityOf(most);
  const alphaOf = (count: number): number => 255 * fraction(count);
  const put = (pixel: number, opacity: number, source: number): void => {
    const [red, green, blue] = typeof colour === 'function' ? colour(source) : colour;
    const at = 4 * pixel;
    image[at] = red;
    image[at + 1] = green;
    image[at + 2] = blue;
    image[at + 3] = opacity;
  };
  if (radius === 0) {
    for (let pixel = 0; pixel < counts.length; pixel++)
      if (counts[pixel] !== 0) put(pixel, alphaOf(counts[pixel]!), pixel);
    return;
  }
  // Where squares overlap, the strongest is seen.
  const strongest = new Uint8ClampedArray(width * height);
  const sources = new Int32Array(width * height);
  for (let pixel = 0; pixel < counts.length; pixel++) {
    if (counts[pixel] === 0) continue;
    const opacity = Math.round(alphaOf(counts[pixel]!));
    const column = pixel % width;
    const row = (pixel - column) / width;
    for (let y = Math.max(0, row - radius); y <= Math.min(height - 1, row + radius); y++)
      for (let x = Math.max(0, column - radius); x <= Math.min(width - 1, column + radius); x++) {
        const at = y * width + x;
        if (opacity <= strongest[at]!) continue;
        strongest[at] = opacity;
        sources[at] = pixel;
      }
  }
  for (let pixel = 0; pixel < strongest.length; pixel++)
    if (strongest[pixel] !== 0) put(pixel, strongest[pixel]!, sources[pixel]!);
}
