import { DomainError } from '../errors.ts';
import type { Rng } from '../rng.ts';
import { requireSplit, splitRoles } from '../splits.ts';
import type { SplitPlan, SplitRole } from '../splits.ts';

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
