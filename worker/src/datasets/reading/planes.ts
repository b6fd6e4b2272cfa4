import type { ImageShape } from '@engram/core';

/** How the pixels of a channel follow each other: row after row, or column after column. */
export type PlaneOrder = 'rows' | 'columns';

/**
 * Turns an image whose channels stand one after another into [H, W, C].
 *
 * @param planes [C, H, W], or [C, W, H] for columns
 * @param out [H, W, C]; another array than `planes`
 */
export function fromPlanes(
  planes: Uint8Array,
  { height, width, channels }: ImageShape,
  order: PlaneOrder,
  out: Uint8Array,
): void {
  const [row, column] = order === 'rows' ? [width, 1] : [1, height];
  let to = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++) out[to++] = planes[c * height * width + y * row + x * column]!;
}
