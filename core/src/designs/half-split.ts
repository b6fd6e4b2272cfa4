/**
 * `half-split`, the reference design: t/2 times the datapoints are cut at random into two halves, and one encoder is
 * trained on each. Every datapoint then has t/2 encoders that saw it and t/2 that did not:
 *
 *   m(x) = mean of L_align(g, x) over the encoders g without x − mean of L_align(f, x) over the encoders f with x
 *
 * Source: Feldman & Zhang 2020 (arXiv 2008.03703) for the random parts, at p = ½ where the variance σ²in/(tp) + σ²out/(t(1 − p))
 * is least; complementary halves make nIn = nOut exact. Departures: m is estimated at training size N/2, not N, and
 * removing a datapoint removes a random half with it (a group effect). Standard error in units of the one-encoder spread: t = 8 .71,
 * 16 .50, 32 .35, 64 .25. Sign: positive = memorized. Cost: t encoders on N/2 datapoints each.
 */
import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import { Rng } from '../rng.ts';
import { defineDesign, sidesScoring, sizesOf } from './design.ts';
import { independentSeeds, maxEncoders, planOf, requireSplit, type SplitPlan } from './split-plan.ts';

/**
 * The plan: t/2 times the datapoints are cut at random into two halves, and one encoder is trained on
 * each, so that nIn = nOut = t/2 exactly for every datapoint. Encoders 2p and 2p + 1 are complementary; every encoder has
 * its own initialisation. With an odd number of datapoints the halves differ by one, the larger one alternating.
 *
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
  return planOf(masks, count, independentSeeds(encoders, rng));
}

export const halfSplitDesign = defineDesign({
  schema: z.strictObject({
    key: z.literal('half-split'),
    /** Number t of encoders, in t/2 complementary pairs. */
    encoders: z.int().positive().max(maxEncoders).multipleOf(2).default(32),
  }),
  card: {
    name: 'Half split',
    description:
      'The datapoints are cut at random into two halves, again and again, and one encoder is trained on each half.',
    citation: citationOf(references.influenceEstimation),
  },
  encoders: ({ encoders }) => encoders,
  plan: ({ encoders }, count, rng) => halfSplit(count, encoders, rng),
  trainedOn: (_, count) => sizesOf(halfSplit(count, 2, Rng.fromSeed('sizes'))),
  scoring: sidesScoring,
  methods: {
    sentence: (_, encoders) =>
      `The datapoints were cut at random into halves ${encoders / 2} times, and one encoder was trained on each half.`,
    intervals: 'Welch intervals over encoders',
  },
});
