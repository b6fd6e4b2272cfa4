import { z } from 'zod';
import { citationOf, references } from '../references.ts';
import type { Rng } from '../rng.ts';
import { defineDesign, percent, sidesScoring } from './design.ts';
import { independentSeeds, maxEncoders, planOf, requireSplit, type SplitPlan } from './split-plan.ts';

/**
 * The plan of Feldman & Zhang 2020: every encoder is trained on its own random part of round(p · N) datapoints.
 * Variance of the score σ²in/(tp) + σ²out/(t(1 − p)), best near p = ½ (they used .7). A datapoint may by chance be in all
 * parts or in none: its score is then not identifiable.
 *
 * Throws INVALID_ARGUMENT when the part would be empty or everything.
 */
export function subsetSplit(count: number, encoders: number, p: number, rng: Rng): SplitPlan {
  requireSplit(
    Number.isInteger(encoders) && encoders >= 2,
    `subset needs at least 2 encoders, not ${encoders}`,
  );
  const size = includedSize(count, p);
  const masks = Array.from({ length: encoders }, (_, e) => {
    const mask = new Uint8Array(count);
    const order = rng.split('subset', e).permutation(count);
    for (let i = 0; i < size; i++) mask[order[i]!] = 1;
    return mask;
  });
  return planOf(masks, count, independentSeeds(encoders, rng));
}

function includedSize(count: number, p: number): number {
  const size = Math.round(p * count);
  requireSplit(
    size >= 1 && size < count,
    `a fraction of ${p} of ${count} datapoints leaves ${size} in and ${count - size} out; both must be at least 1`,
  );
  return size;
}

export const subsetDesign = defineDesign({
  schema: z.strictObject({
    key: z.literal('subset'),
    /** Number t of encoders. */
    encoders: z.int().min(2).max(maxEncoders).default(32),
    /** Part p of the datapoints that each encoder is trained on. */
    includedFraction: z.number().gt(0).lt(1).default(0.7),
  }),
  card: {
    name: 'Random subsets',
    description:
      'Every encoder is trained on its own random part of the datapoints. A datapoint that is by chance in all parts, or in none, has no score.',
    citation: citationOf(references.influenceEstimation),
  },
  encoders: ({ encoders }) => encoders,
  plan: ({ encoders, includedFraction }, count, rng) => subsetSplit(count, encoders, includedFraction, rng),
  trainedOn: ({ includedFraction }, count) => [includedSize(count, includedFraction)],
  scoring: sidesScoring,
  methods: {
    sentence: ({ includedFraction }) =>
      `Each encoder was trained on its own random ${percent(includedFraction)} of the datapoints.`,
    intervals: 'Welch intervals over encoders',
  },
});
