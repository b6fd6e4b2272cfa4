import type { Rng } from '../rng.ts';
import type { AugmentationPolicy } from './policy.ts';

/** What turns a datapoint into one view. */
export interface ViewParameters {
  /** Side of the crop as a part of the image's side, √(area). */
  side: number;
  /** Place of the crop between the left (0) and right (1) edge, and between top and bottom. */
  left: number;
  top: number;
  /** Counter-clockwise turn. */
  radians: number;
  /** Standard deviation of the blur in pixels; 0 = none. */
  sigma: number;
}

export const identityView: Readonly<ViewParameters> = { side: 1, left: 0, top: 0, radians: 0, sigma: 0 };

/** Draws one view's parameters into `into`: always six numbers from the stream, whatever comes of them. */
export function drawView(policy: AugmentationPolicy, rng: Rng, into: ViewParameters): ViewParameters {
  const { cropArea, rotationDegrees, blur } = policy;
  const limit = (rotationDegrees * Math.PI) / 180;
  into.side = Math.sqrt(rng.uniformBetween(cropArea.min, cropArea.max));
  into.left = rng.uniform();
  into.top = rng.uniform();
  into.radians = rng.uniformBetween(-limit, limit);
  const blurred = rng.chance(blur.probability);
  const sigma = rng.uniformBetween(blur.min, blur.max);
  into.sigma = blurred ? sigma : 0;
  return into;
}
