import type { PolicyKey } from '../run-config.ts';

/** A distribution of views. Everything that changes a view is in here, so that its hash identifies the distribution. */
export interface AugmentationPolicy {
  readonly key: PolicyKey;
  /** Raised whenever the same parameters would draw or render other views. */
  readonly version: 1;
  /** Area of the crop as a part of the image; the crop has the image's proportions, at a uniformly drawn place inside it. */
  readonly cropArea: { readonly min: number; readonly max: number };
  /** The view is turned by an angle uniform in ± this many degrees about its centre. */
  readonly rotationDegrees: number;
  /** With this probability, a Gaussian blur with σ uniform between min and max, in pixels. */
  readonly blur: { readonly probability: number; readonly min: number; readonly max: number };
}

/**
 * Views of handwritten digits; no flips, since a flipped digit is another symbol. `digits-weak` is `digits-strong` at .3 of
 * its strength: crop area 1 − .6 · .3 and 15° · .3. Values lie in 0–1 and are not normalised further.
 */
export const policies: { readonly [K in PolicyKey]: AugmentationPolicy & { key: K } } = {
  'digits-strong': {
    key: 'digits-strong',
    version: 1,
    cropArea: { min: 0.4, max: 1 },
    rotationDegrees: 15,
    blur: { probability: 0.5, min: 0.1, max: 1 },
  },
  'digits-weak': {
    key: 'digits-weak',
    version: 1,
    cropArea: { min: 0.82, max: 1 },
    rotationDegrees: 4.5,
    blur: { probability: 0.5, min: 0.1, max: 1 },
  },
};
