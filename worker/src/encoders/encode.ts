import * as tf from '@tensorflow/tfjs';
import type { Encoder, LayerForm } from './encoder.ts';

/**
 * Features of a block of images in a layer, with the running statistics of batch normalisation.
 *
 * @param images [B, H, W, C] in 0–1
 * @param layer the representation when left out
 * @param form as of `Encoder.represent`
 * @returns [B, D] row by row
 */
export async function encode(
  encoder: Encoder,
  images: Float32Array,
  count: number,
  layer?: string,
  form?: LayerForm,
): Promise<Float32Array> {
  if (encoder.encode) return encoder.encode(images, count, layer, form);
  const { height, width, channels } = encoder.shape;
  const h = tf.tidy(() =>
    encoder.represent(tf.tensor4d(images, [count, height, width, channels]), 'evaluate', layer, form),
  );
  try {
    return await h.data<'float32'>();
  } finally {
    h.dispose();
  }
}
