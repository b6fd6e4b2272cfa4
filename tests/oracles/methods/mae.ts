import { meanOf } from '../directions.ts';

type Patches = readonly (readonly (readonly number[])[])[];

/** The loss of the authors' code (arXiv 2111.06377) by loops over images and patches, [B][P][D]. */
export function mae(
  prediction: Patches,
  target: Patches,
  hidden: readonly (readonly number[])[],
  normalizePixels: boolean,
): number {
  const errors: number[] = [];
  target.forEach((patches, n) =>
    patches.forEach((pixels, p) => {
      if (hidden[n]![p] !== 1) return;
      const mean = meanOf(pixels);
      const variance = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (pixels.length - 1);
      const wanted = normalizePixels
        ? pixels.map((value) => (value - mean) / Math.sqrt(variance + 1e-6))
        : pixels;
      errors.push(meanOf(wanted.map((value, d) => (prediction[n]![p]![d]! - value) ** 2)));
    }),
  );
  return meanOf(errors);
}
