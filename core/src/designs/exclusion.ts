import { z } from 'zod';
import type { Rng } from '../rng.ts';
import { defineDesign, sidesScoring } from './design.ts';
import { maxEncoders, planOf, requireSplit, type SplitPlan } from './split-plan.ts';

/**
 * The plan of S chosen sets and R repetitions: encoder r · S + s is trained on everything but set s. The encoders of a repetition
 * share an initialisation and the order of their batches, so that sets can be compared repetition by repetition. With two sets they are pairs.
 *
 * Throws INVALID_ARGUMENT for a set that names what is not there, or everything.
 */
export function exclusionSplit(
  count: number,
  sets: readonly (readonly number[])[],
  repetitions: number,
  rng: Rng,
): SplitPlan {
  const masks = sets.map((set, s) => {
    const mask = new Uint8Array(count).fill(1);
    for (const position of set) {
      requireSplit(
        position < count,
        `set ${s} excludes datapoint ${position}, but a run of ${count} has 0 to ${count - 1}`,
      );
      mask[position] = 0;
    }
    requireSplit(mask.includes(1), `set ${s} excludes all ${count} datapoints; keep some`);
    return mask;
  });
  const each = Array.from({ length: repetitions }, (_, r) => r);
  const seeds = each.flatMap((r) => sets.map(() => rng.split('initialisation', r).fingerprint()));
  const plan = planOf(each.flatMap(() => masks.map((mask) => mask.slice())), count, seeds); // prettier-ignore
  return sets.length === 2 ? { ...plan, pairs: each.map((r) => [2 * r, 2 * r + 1]) } : plan;
}

export const exclusionDesign = defineDesign({
  schema: z
    .strictObject({
      key: z.literal('exclusion'),
      /** S sets of positions, 0 … N − 1 among the run's datapoints; an empty one excludes nothing. */
      sets: z
        .array(z.array(z.int().min(0)).max(100_000))
        .min(2)
        .max(256)
        .default([[], [0]]),
      /** R, encoders of each set. */
      repetitions: z.int().positive().max(maxEncoders).default(2),
    })
    .refine(
      ({ sets }) => new Set(sets.map((set) => [...new Set(set)].sort((a, b) => a - b).join())).size > 1,
      {
        error:
          'sets: all of them exclude the same datapoints, so that there is nothing to compare; give two that differ',
      },
    )
    .refine(({ sets, repetitions }) => sets.length * repetitions <= maxEncoders, {
      error: `sets × repetitions is the number of encoders, ${maxEncoders} at most`,
    }),
  card: {
    name: 'Chosen exclusions',
    description:
      'Each group of encoders is trained on everything but a set of datapoints that was chosen. Only datapoints that some sets exclude, and others do not, have a score.',
    citation: null,
  },
  encoders: ({ sets, repetitions }) => sets.length * repetitions,
  plan: ({ sets, repetitions }, count, rng) => exclusionSplit(count, sets, repetitions, rng),
  trainedOn: ({ sets }, count) => sets.map((set) => count - new Set(set).size),
  scoresPart: true,
  scoring: sidesScoring,
  methods: {
    sentence: ({ sets, repetitions }) =>
      `In ${repetitions} repetitions, ${sets.length} encoders were trained from one initialisation, each on everything but a chosen set of datapoints.`,
    intervals: 'intervals over encoders',
  },
});
