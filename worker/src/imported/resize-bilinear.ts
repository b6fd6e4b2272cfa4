import type { ImageShape } from '@engram/core';

/**
 * An image at another size, as PyTorch's `interpolate(mode='bilinear', align_corners=False)` makes it, without antialiasing: position j of
 * H′ reads (j + ½) H / H′ − ½, at least 0, between its two neighbours.
 * @param image [H, W, C]
 * @returns [H′, W′, C]; the image itself where the size is the same
 */
export function resizeBilinear(
  image: Float32Array,
  { height, width, channels }: ImageShape,
  to: { height: number; width: number },
): Float32Array {
  if (height === to.height && width === to.width) return image;
  const rows = places(height, to.height);
  const columns = places(width, to.width);
  const resized = new Float32Array(to.height * to.width * channels);
  let at = 0;
  for (const y of rows)
    for (const x of columns)
      for (let channel = 0; channel < channels; channel++) {
        const value = (row: number, column: number): number =>
          image[(row * width + column) * channels + channel]!;
        const top = value(y.before, x.before) * (1 - x.part) + value(y.before, x.after) * x.part;
        const bottom = value(y.after, x.before) * (1 - x.part) + value(y.after, x.after) * x.part;
        resized[at++] = top * (1 - y.part) + bottom * y.part;
      }
  return resized;
}

interface Place {
  before: number;
  after: number;
  /** Share of `after`. */
  part: number;
}

function places(from: number, to: number): Place[] {
  return Array.from({ length: to }, (_, j) => {
    const position = Math.max(0, ((j + 0.5) * from) / to - 0.5);
    const before = Math.min(Math.floor(position), from - 1);
    return { before, after: Math.min(before + 1, from - 1), part: position - before };
  });
}
