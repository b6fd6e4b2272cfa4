import * as tf from '@tensorflow/tfjs';
import { encoderInputs } from '@engram/core';
import type { Encoder } from '../encoders/encoder.ts';
import type { RunData } from '../datasets/run-data.ts';

/** Datapoints looked at; a collapse shows in far fewer. */
const looked = 256;
/** Below this the representations are one point. Healthy ones lie between .3 and 1. */
export const collapsedSpread = 0.01;

/**
 * How far unit-norm representations of different datapoints spread: √(Σ over dimensions of their variance). 0 = all
 * representations are one point (or not finite, or zero), 1 = spread evenly in all directions.
 *
 * @param positions datapoints to look at, the first 256 of them
 */
export async function representationSpread(
  encoder: Encoder,
  data: RunData,
  positions: Int32Array,
): Promise<number> {
  const { height, width, channels } = data.shape;
  const count = Math.min(looked, positions.length);
  const images = encoderInputs(data.pixels.read(positions.subarray(0, count)));
  const spread = tf.tidy(() => {
    const h = encoder.represent(tf.tensor4d(images, [count, height, width, channels]), 'evaluate'); // [B, D]
    // A scalar has no direction but its sign: its spread is that of its values, in units of their root mean square.
    const lengths = encoder.dims === 1 ? h.square().mean().sqrt() : h.square().sum(1, true).sqrt();
    const unit = h.div(lengths.maximum(1e-12));
    return unit.sub(unit.mean(0)).square().mean(0).sum().sqrt();
  });
  const [value] = await spread.data();
  spread.dispose();
  return Number.isFinite(value) ? value! : 0;
}
