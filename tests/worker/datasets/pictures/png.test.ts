import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodePng } from '../../../../worker/src/datasets/pictures/png.ts';

it.each([
  ['grey', 28, 28, 1],
  ['grey, wider than high', 3, 200, 1],
  ['a single pixel', 1, 1, 1],
  ['colour', 32, 32, 3],
  ['so large that a thread packs it', 160, 201, 3],
])('a PNG decodes to the pixels that were given: %s', async (_, height, width, channels) => {
  const pixels = Uint8Array.from({ length: height * width * channels }, (_, i) => (i * i + 7 * i) % 256);
  const png = await encodePng(pixels, { height, width, channels });
  const image = sharp(png, { failOn: 'warning' });
  const meta = await image.metadata();
  expect(meta).toMatchObject({ format: 'png', height, width, channels, depth: 'uchar' });
  const space = channels === 1 ? 'b-w' : 'srgb';
  const { data, info } = await image.toColourspace(space).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(channels);
  expect(Buffer.compare(data, pixels)).toBe(0);
});
