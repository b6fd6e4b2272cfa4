import { imageSize, ScoringViewRenderer, type ImageShape, type ScoringViewsConfig } from '@engram/core';
import sharp from 'sharp';

/**
 * The M scoring views of a datapoint side by side, redrawn from seed and policy: values 0–1 become bytes 0–255.
 * @param pixels [H, W, C] of the datapoint
 * @returns a PNG of H × (M · W)
 */
export async function drawViewSprite(
  config: ScoringViewsConfig,
  shape: ImageShape,
  index: number,
  pixels: Uint8Array,
): Promise<Buffer> {
  const { views } = config.scoring;
  const { height, width, channels } = shape;
  const drawn = new Float32Array(views * imageSize(shape)); // [M, H, W, C]
  new ScoringViewRenderer(config, shape).render(pixels, 0, index, drawn, 0);
  const line = width * channels;
  const sprite = new Uint8ClampedArray(drawn.length); // [H, M, W, C]
  for (let m = 0; m < views; m++)
    for (let row = 0; row < height; row++)
      for (let at = 0; at < line; at++)
        sprite[(row * views + m) * line + at] = 255 * drawn[(m * height + row) * line + at];
  const raw = { height, width: views * width, channels: channels as 1 | 3 };
  return sharp(sprite, { raw })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .png({ compressionLevel: 6 })
    .toBuffer();
}
