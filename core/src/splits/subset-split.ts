import type { Rng } from '../rng.ts';
import { independentSeeds, requireSplit } from '../splits.ts';
import type { SplitPlan } from '../splits.ts';

/**
 * The plan of Feldman & Zhang 2020: every encoder is trained on its own random part of round(p · N) datapoints.
 * Variance of the score σ²in/(tp) + σ²out/(t(1 − p)), best near p = ½ (they used .7). A datapoint may by chance be in all
 * parts or in none: its score is then not identifiable.
 *
 * Throws INVALID_ARGUMENT when the part would be empty or everything.
 */
export function subsetSplit(count: number, encoders: number, p: number, rng: Rng): SplitPlan {
  const size = Math.round(p * count);
  requireSplit(
    Number.isInteger(encoders) && encoders >= 2,
    `subset needs at least 2 encoders, not ${encoders}`,
  );
  requireSplit(
    size >= 1 && size < count,
    `a fraction of ${p} of ${count} datapoints leaves ${size} in and ${count - size} out; both must be at least 1`,
  );
  const masks = Array.from({ length: encoders }, (_, e) => {
    const mask = new Uint8Array(count);
    const order = rng.split('subset', e).permutation(count);
    for (let i = 0; i < size; i++) mask[order[i]!] = 1;
    return mask;
  });
  return {
    encoders,
    count,
    masks,
    pairs: null,
    initialisationSeeds: independentSeeds(encoders, rng),
    roles: new Array<null>(count).fill(null),
  };
}
