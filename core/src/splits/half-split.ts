import type { Rng } from '../rng.ts';
import { independentSeeds, requireSplit } from '../splits.ts';
import type { SplitPlan } from '../splits.ts';

/**
 * The reference estimator's plan: t/2 times the datapoints are cut at random into two halves, and one encoder is trained on
 * each, so that nIn = nOut = t/2 exactly for every datapoint. Encoders 2p and 2p + 1 are complementary; every encoder has
 * its own initialisation. With an odd number of datapoints the halves differ by one, the larger one alternating.
 *
 * Estimates the score at training size N/2 (Feldman & Zhang 2020 give the variance, least near one half).
 * Throws INVALID_ARGUMENT for an odd number of encoders or fewer than two datapoints.
 */
export function halfSplit(count: number, encoders: number, rng: Rng): SplitPlan {
  requireSplit(
    Number.isInteger(encoders) && encoders >= 2 && encoders % 2 === 0,
    `half-split needs an even number of encoders, at least 2, not ${encoders}; they are trained in complementary pairs`,
  );
  requireSplit(
    Number.isInteger(count) && count >= 2,
    `half-split needs at least 2 datapoints, not ${count}; choose more`,
  );
  const masks: Uint8Array[] = [];
  for (let pair = 0; pair < encoders / 2; pair++) {
    const order = rng.split('halves', pair).permutation(count);
    const size = pair % 2 === 0 ? Math.floor(count / 2) : Math.ceil(count / 2);
    const first = new Uint8Array(count);
    for (let i = 0; i < size; i++) first[order[i]!] = 1;
    masks.push(
      first,
      first.map((bit) => 1 - bit),
    );
  }
  return {
    encoders,
    count,
    masks,
    pairs: null,
    initialisationSeeds: independentSeeds(encoders, rng),
    roles: new Array<null>(count).fill(null),
  };
}
