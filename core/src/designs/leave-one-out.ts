import { z } from 'zod';
import { scoreInputError } from '../measures/alignment-loss.ts';
import { DomainError } from '../errors.ts';
import {
  checkTable,
  estimateFromSides,
  type AlignmentTable,
  type TestedEstimate,
} from '../scores/estimate.ts';
import type { Rng } from '../rng.ts';
import { weightedRows, type WeightedScores } from '../scores/weighted-scores.ts';
import { defineDesign } from './design.ts';
import { maxEncoders, planOf, requireSplit, type SplitPlan } from './split-plan.ts';

/**
 * Ground truth at toy size: (N + 1) · R encoders. In repetition r encoder r · (N + 1) is trained on everything and encoder
 * r · (N + 1) + 1 + x on everything but datapoint x. All encoders of a repetition share an initialisation, which cancels
 * from the difference; `leaveOneOutScores` pairs them.
 *
 * Memory (N + 1) · R · N bytes. Throws INVALID_ARGUMENT for fewer than two datapoints or no repetition.
 */
export function leaveOneOutSplit(count: number, repetitions: number, rng: Rng): SplitPlan {
  requireSplit(
    Number.isInteger(count) && count >= 2 && Number.isInteger(repetitions) && repetitions >= 1,
    `leave-one-out needs at least 2 datapoints and 1 repetition, not ${count} and ${repetitions}`,
  );
  const masks: Uint8Array[] = [];
  const initialisationSeeds: string[] = [];
  for (let r = 0; r < repetitions; r++) {
    const seed = rng.split('initialisation', r).fingerprint();
    for (let left = -1; left < count; left++) {
      const mask = new Uint8Array(count).fill(1);
      if (left >= 0) mask[left] = 0;
      masks.push(mask);
      initialisationSeeds.push(seed);
    }
  }
  return planOf(masks, count, initialisationSeeds);
}

/** Places of the encoders that were trained on everything, one a repetition, [R]. */
function fullEncoders(encoders: number, count: number): number[] {
  if (encoders % (count + 1) !== 0)
    throw scoreInputError(
      `leave-one-out of ${count} datapoints needs a multiple of ${count + 1} encoders, not ${encoders}`,
    );
  return Array.from({ length: encoders / (count + 1) }, (_, r) => r * (count + 1));
}

/**
 * The definition itself, for a plan of `leaveOneOutSplit`: f are the R encoders trained on everything, g for datapoint x the
 * R trained on everything else; paired t over repetitions, which share an initialisation.
 *
 * @param alignments [(N + 1)·R][N] in the order of the plan
 * @returns [N] with nIn = nOut = R
 * @throws DomainError INVALID_SCORE_INPUT when the number of encoders is no multiple of N + 1
 */
export function leaveOneOutScores(
  alignments: readonly ArrayLike<number>[],
  masks: readonly ArrayLike<number>[],
  confidence = 0.95,
): TestedEstimate[] {
  checkTable({ alignments, masks });
  const count = alignments[0].length;
  const full = fullEncoders(alignments.length, count);
  return Array.from({ length: count }, (_, x) =>
    estimateFromSides(
      full.map((f) => alignments[f][x]),
      full.map((f) => alignments[f + 1 + x][x]),
      true,
      confidence,
    ),
  );
}

/** The same scores by weights of the repetitions, which alone are independent of each other. */
function weightedRepetitions({ alignments }: AlignmentTable): WeightedScores {
  const everyone = Int32Array.from({ length: alignments[0]!.length }, (_, x) => x);
  const rows = fullEncoders(alignments.length, everyone.length).map((f) =>
    Float64Array.from(everyone, (x) => alignments[f + 1 + x]![x]! - alignments[f]![x]!),
  );
  return weightedRows(rows, everyone);
}

export const leaveOneOutDesign = defineDesign({
  schema: z.strictObject({
    key: z.literal('leave-one-out'),
    /** R, how often every datapoint is left out. */
    repetitions: z.int().positive().max(maxEncoders).default(2),
  }),
  card: {
    name: 'Leave one out',
    description:
      'The definition of the score, at toy size: one encoder is trained on everything, and one for each datapoint on everything else.',
    citation: null,
  },
  encoders: ({ repetitions }, count) => {
    const encoders = (count + 1) * repetitions;
    if (encoders <= maxEncoders) return encoders;
    throw new DomainError(
      'INVALID_CONFIG',
      `datapoints: leaving out each of ${count} datapoints ${repetitions} times takes ${encoders} encoders, and a run has at most ` +
        `${maxEncoders}. Use fewer datapoints or repetitions, or the estimator half-split.`,
    );
  },
  plan: ({ repetitions }, count, rng) => leaveOneOutSplit(count, repetitions, rng),
  trainedOn: (_, count) => [count - 1],
  scoring: {
    estimates: ({ alignments, masks }: AlignmentTable, confidence): TestedEstimate[] =>
      leaveOneOutScores(alignments, masks, confidence),
    weighted: weightedRepetitions,
  },
  methods: {
    sentence: ({ repetitions }) =>
      `In ${repetitions} repetitions, one encoder was trained on all datapoints and one for each datapoint on all others, from one initialisation.`,
    intervals: 'paired t intervals over repetitions',
  },
});
