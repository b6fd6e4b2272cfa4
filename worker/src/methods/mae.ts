/**
 * MAE: most patches of a view are hidden, and their pixels are predicted from what the encoder makes of the others.
 *
 *   L = mean over the hidden patches of the batch of (1/D) Σ_d (x̂_d − x_d)²
 *
 * with D pixels a patch, each patch in units of its own mean and deviation, (x − μ) / √(σ² + 1e-6) with σ² unbiased, unless told otherwise.
 * Source: He et al. 2022 (arXiv 2111.06377), section 3, and the authors' code. With an encoder that works on patches it sees the visible ones alone,
 * and the decoder's blocks see its tokens at their places and a learned token at the hidden ones, as in the paper. Departures: any other encoder sees
 * the view with its hidden patches black, and the decoder, dense layers with batch normalization, sees the one representation: what it does not
 * hold cannot be predicted. The view is drawn from the run's policy. Range [0, ∞); about 1 is predicting every patch's mean. Cost: one view.
 */
import * as tf from '@tensorflow/tfjs';
import type { MethodConfig } from '@engram/core';
import type { Encoder, Network } from '../encoders/encoder.ts';
import { patchesOf } from '../encoders/patches.ts';
import { projector } from '../encoders/projector.ts';
import { tokenDecoder } from '../encoders/token-decoder.ts';
import type { Method, MethodContext } from './method.ts';

type Settings = Extract<MethodConfig, { key: 'mae' }>;

/** Patches in units of their own mean and deviation, [B, P, D]. */
function normalizedPatches(patches: tf.Tensor3D): tf.Tensor3D {
  const centred = patches.sub<tf.Tensor3D>(patches.mean(2, true));
  const variance = centred
    .square()
    .sum(2, true)
    .div(Math.max(1, patches.shape[2] - 1));
  return centred.div(variance.add(1e-6).sqrt());
}

/**
 * @param prediction [B, P, D]
 * @param target pixels of the patches [B, P, D]
 * @param hidden 1 where a patch was hidden, else 0 [B, P]
 */
export function maeLoss(
  prediction: tf.Tensor3D,
  target: tf.Tensor3D,
  hidden: tf.Tensor2D,
  { normalizePixels }: Pick<Settings, 'normalizePixels'>,
): tf.Scalar {
  const wanted = normalizePixels ? normalizedPatches(target) : target;
  const errors = prediction.sub(wanted).square().mean<tf.Tensor2D>(2); // [B, P]
  return errors.mul(hidden).sum<tf.Scalar>().div(hidden.sum());
}

/** The images with their hidden patches black, [B, H, W, C]. */
export function masked(images: tf.Tensor4D, hidden: tf.Tensor2D, side: number): tf.Tensor4D {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [height / side, width / side];
  const shown = tf.sub(1, hidden).reshape([batch, rows, 1, columns, 1]);
  return images
    .reshape([batch, rows, side, columns, side * channels])
    .mul(shown)
    .reshape(images.shape);
}

/** What predicts the pixels of all patches, [B, P, D]. */
interface Reconstruction {
  readonly network: Network;
  predict(images: tf.Tensor4D, hidden: tf.Tensor2D, online: Encoder): tf.Tensor3D;
}

export function mae(settings: Settings, { encoder, rng }: MethodContext): Method {
  const { height, width, channels } = encoder.shape;
  const { patch, maskedFraction } = settings;
  const count = (height / patch) * (width / patch);
  const hiddenCount = Math.min(count - 1, Math.max(1, Math.round(maskedFraction * count)));
  const decoderRng = rng.split('decoder');
  const pixels = patch * patch * channels;
  const { network, predict }: Reconstruction = encoder.patches
    ? fromTokens(encoder.patches, count - hiddenCount, settings, pixels, decoderRng)
    : fromRepresentation(encoder.dims, settings, count, pixels, decoderRng);
  return {
    views: { count: 1, hidden: { patches: count, count: hiddenCount } },
    networks: [network],
    loss: ({ images, hidden }, online) =>
      maeLoss(predict(images, hidden!, online), patchesOf(images, patch), hidden!, settings),
    dispose: () => network.dispose(),
  };
}

function fromRepresentation(
  dims: number,
  { patch, decoderWidth, decoderDepth }: Settings,
  count: number,
  pixels: number,
  rng: MethodContext['rng'],
): Reconstruction {
  const widths = [...Array<number>(decoderDepth).fill(decoderWidth), count * pixels];
  const network = projector(widths, dims, rng);
  return {
    network,
    predict: (images, hidden, online) =>
      network
        .project(online.represent(masked(images, hidden, patch), 'train'), 'train')
        .reshape([-1, count, pixels]),
  };
}

function fromTokens(
  { rows, columns, dims }: NonNullable<Encoder['patches']>,
  shown: number,
  { decoderWidth, decoderDepth }: Settings,
  pixels: number,
  rng: MethodContext['rng'],
): Reconstruction {
  const network = tokenDecoder(
    { inputs: dims, width: decoderWidth, depth: decoderDepth, outputs: pixels, rows, columns },
    rng,
  );
  return {
    network,
    predict: (images, hidden, online) => {
      const visible = selection(hidden, shown); // [B, K, P]
      const tokens = online.patches!.representVisible(images, visible, 'train'); // [B, K, D]
      return network.decode(tokens, visible);
    },
  };
}

/** The visible patches in their order, [B, P] → [B, K, P] with a row for each and 1 at its place. @param shown K, of each image */
export function selection(hidden: tf.Tensor2D, shown: number): tf.Tensor3D {
  const seen = tf.sub<tf.Tensor2D>(1, hidden);
  const place = seen.cumsum(1).expandDims(1); // [B, 1, P]: how many of the visible ones stand up to here
  const order = tf.range(1, shown + 1).reshape([1, shown, 1]);
  return tf.equal(place, order).cast('float32').mul(seen.expandDims(1));
}
