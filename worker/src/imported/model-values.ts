/** What a model is given for a block of datapoints. */
import { imageSize, type ImageShape, type ModelInput } from '@engram/core';
import { resizeBilinear } from './resize-bilinear.ts';

/**
 * Datapoints as the values of a model's input: resized (bilinear) where it takes another size, a single channel repeated where it takes
 * several, (x − mean) / std, and in the order of its layout.
 *
 * @param images [B, H, W, C], of images in 0–1
 * @returns [B, C′, H′, W′], [B, H′, W′, C′] or [B, H′·W′·C′]
 */
export function modelValues(
  images: Float32Array,
  count: number,
  shape: ImageShape,
  input: ModelInput,
): Float32Array {
  const { height, width, channels, layout, mean, std } = input;
  const size = height * width * channels;
  const area = height * width;
  const values = new Float32Array(count * size);
  const from = imageSize(shape);
  for (let row = 0; row < count; row++) {
    const image = resizeBilinear(images.subarray(row * from, (row + 1) * from), shape, { height, width });
    for (let place = 0; place < area; place++)
      for (let channel = 0; channel < channels; channel++) {
        const value = image[place * shape.channels + (channel % shape.channels)]!;
        const at = layout === 'nchw' ? channel * area + place : place * channels + channel;
        values[row * size + at] = (value - mean[channel % mean.length]!) / std[channel % std.length]!;
      }
  }
  return values;
}
