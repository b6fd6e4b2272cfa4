/**
 * `fg-split`: f is trained on S_S ∪ S_C, g on S_S ∪ S_I, and the candidates S_C are scored, mirrored for S_I:
 *
 *   m(x) = mean of L_align(g, x) over the R encoders g − mean of L_align(f, x) over the R encoders f,   x in S_C
 *
 * Source: the protocol of arXiv 2401.12233 (80/10/10; S_E held out of both). f and g of a repetition share their
 * initialisation, so that intervals are paired over the R repetitions; with R = 1 there is none. S_S and S_E are controls:
 * their single datapoints are not identifiable. Sign: positive = memorized. Cost: 2R encoders on 90 % of the datapoints.
 */
import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { citationOf, references } from '../references.ts';
import { Rng } from '../rng.ts';
import { defineDesign, percent, sidesScoring, sizesOf } from './design.ts';
import { maxEncoders, requireSplit, splitRoles, type SplitPlan, type SplitRole } from './split-plan.ts';

export interface FgSplitOptions {
  /** 2R: R repetitions of a pair (f, g). */
  encoders: number;
  sharedFraction: number;
  candidateFraction: number;
  independentFraction: number;
  externalFraction?: number;
}

/** Datapoint indices of each part; what no part names is held out of every encoder, without a role. */
export type RoleSets = Record<SplitRole, Int32Array | readonly number[]>;

/**
 * The plan of Wang et al. (arXiv 2401.12233): f is trained on S_S ∪ S_C, g on S_S ∪ S_I, S_E on neither, R times with the
 * same parts. Encoders 2r and 2r + 1 are f and g of repetition r and share an initialisation, so that a paired t interval
 * over repetitions applies; with R = 1 there is none.
 *
 * Throws INVALID_ARGUMENT when a part that is asked for would be empty.
 */
export function fgSplit(count: number, options: FgSplitOptions, rng: Rng): SplitPlan {
  const fractions = [
    options.sharedFraction,
    options.candidateFraction,
    options.independentFraction,
    options.externalFraction ?? 0,
  ];
  requireSplit(
    fractions.every((fraction) => fraction >= 0) && fractions.reduce((a, b) => a + b, 0) <= 1 + 1e-9,
    `the split fractions ${fractions.join(', ')} must not be negative and must sum to at most 1`,
  );
  const order = rng.split('roles').permutation(count);
  let reached = 0;
  let start = 0;
  const parts = fractions.map((fraction, i) => {
    reached += fraction;
    // Rounding the running total, not each part, leaves nobody over when the fractions sum to 1.
    const end = Math.min(count, Math.round(reached * count));
    const part = order.slice(start, end);
    start = end;
    requireSplit(
      part.length > 0 || fraction === 0,
      `no datapoint is left for the ${splitRoles[i]} part: ${fraction} of ${count}; use more datapoints or a larger fraction`,
    );
    return part;
  });
  const [shared, candidate, independent, external] = parts as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  return fgSplitFromRoles(count, { shared, candidate, independent, external }, options.encoders, rng);
}

/**
 * The same plan from parts that are already chosen. Throws INVALID_SCORE_INPUT for a datapoint in two parts (in both S_C and
 * S_I neither encoder is a reference for it) and for an index outside 0 … count − 1.
 */
export function fgSplitFromRoles(count: number, sets: RoleSets, encoders: number, rng: Rng): SplitPlan {
  requireSplit(
    Number.isInteger(encoders) && encoders >= 2 && encoders % 2 === 0,
    `fg-split needs an even number of encoders, at least 2, not ${encoders}; they are trained in pairs (f, g)`,
  );
  const roles = new Array<SplitRole | null>(count).fill(null);
  for (const role of splitRoles)
    for (const x of sets[role]) {
      if (!(Number.isInteger(x) && x >= 0 && x < count))
        throw new DomainError(
          'INVALID_SCORE_INPUT',
          `the ${role} part names datapoint ${x}, but indices run from 0 to ${count - 1}`,
        );
      if (roles[x] !== null)
        throw new DomainError(
          'INVALID_SCORE_INPUT',
          `datapoint ${x} is in both the ${roles[x]} and the ${role} part; keep it in one of them`,
        );
      roles[x] = role;
    }
  requireSplit(
    roles.includes('candidate') && roles.includes('independent'),
    'fg-split needs at least one candidate and one independent datapoint; without them f and g do not differ',
  );
  const f = Uint8Array.from(roles, (role) => (role === 'shared' || role === 'candidate' ? 1 : 0));
  const g = Uint8Array.from(roles, (role) => (role === 'shared' || role === 'independent' ? 1 : 0));
  const repetitions = Array.from({ length: encoders / 2 }, (_, r) => r);
  return {
    encoders,
    count,
    masks: repetitions.flatMap(() => [f.slice(), g.slice()]),
    pairs: repetitions.map((r) => [2 * r, 2 * r + 1]),
    initialisationSeeds: repetitions.flatMap((r) => {
      const seed = rng.split('initialisation', r).fingerprint();
      return [seed, seed];
    }),
    roles,
  };
}

const fraction = z.number().gt(0).lt(1);

export const fgSplitDesign = defineDesign({
  schema: z
    .strictObject({
      key: z.literal('fg-split'),
      /** Number 2R of encoders: R of f (shared + candidate) and R of g (shared + independent). */
      encoders: z.int().positive().max(maxEncoders).multipleOf(2).default(2),
      sharedFraction: fraction.default(0.8),
      candidateFraction: fraction.default(0.1),
      independentFraction: fraction.default(0.1),
      /** Held out of every encoder; the four fractions sum to at most 1. */
      externalFraction: z.number().min(0).lt(1).default(0),
    })
    .refine(
      (split) =>
        split.sharedFraction + split.candidateFraction + split.independentFraction + split.externalFraction <=
        1 + 1e-9,
      { error: 'the split fractions sum to more than 1' },
    ),
  card: {
    name: 'f/g split',
    description:
      'f is trained on shared and candidate datapoints, g on shared and independent ones; the candidates are scored.',
    citation: citationOf(references.memorizationScore),
  },
  encoders: ({ encoders }) => encoders,
  plan: (settings, count, rng) => fgSplit(count, settings, rng),
  trainedOn: (settings, count) =>
    sizesOf(fgSplit(count, { ...settings, encoders: 2 }, Rng.fromSeed('sizes'))),
  scoresPart: true,
  scoring: sidesScoring,
  methods: {
    sentence: (split, encoders) =>
      `In ${encoders / 2} repetitions, encoder f was trained on shared (${percent(split.sharedFraction)}) and candidate ` +
      `(${percent(split.candidateFraction)}) datapoints and encoder g on shared and independent (${percent(split.independentFraction)}) ones, from one initialisation.`,
    intervals: 'paired t intervals over repetitions',
  },
});
