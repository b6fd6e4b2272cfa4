import { DomainError } from '../errors.ts';
import type { Rng } from '../rng.ts';

/** Part a datapoint plays under `fg-split`. */
export const splitRoles = ['shared', 'candidate', 'independent', 'external'] as const;
export type SplitRole = (typeof splitRoles)[number];

/** Encoders of an ensemble, at most. */
export const maxEncoders = 4096;

/** Which encoder is trained on which datapoints. Letters: t encoders, N datapoints. */
export interface SplitPlan {
  /** t */
  encoders: number;
  /** N */
  count: number;
  /** Inclusion masks [t][N]: 1 = the encoder is trained on the datapoint. */
  masks: Uint8Array[];
  /** (f, g) pairs of encoders that share an initialisation seed; null when all are independent. */
  pairs: [number, number][] | null;
  /** Seed of each encoder's initialisation, for `Rng.fromSeed`; equal inside a pair. */
  initialisationSeeds: string[];
  /** Part of each datapoint under `fg-split`; null for every other design. */
  roles: (SplitRole | null)[];
}

/** Rejects a plan that cannot be made, naming what to change. */
export function requireSplit(condition: boolean, message: string): asserts condition {
  if (!condition) throw new DomainError('INVALID_ARGUMENT', message);
}

/** A plan in which datapoints play no parts and encoders come in no pairs. */
export const planOf = (masks: Uint8Array[], count: number, initialisationSeeds: string[]): SplitPlan => ({
  encoders: masks.length,
  count,
  masks,
  pairs: null,
  initialisationSeeds,
  roles: new Array<null>(count).fill(null),
});

/** One seed an encoder, none shared: what a Welch interval over encoders takes for granted. */
export function independentSeeds(encoders: number, rng: Rng): string[] {
  return Array.from({ length: encoders }, (_, e) => rng.split('initialisation', e).fingerprint());
}

/** The indices of the datapoints that an encoder is trained on, ascending. */
export function includedDatapoints(mask: Uint8Array): Int32Array {
  let size = 0;
  for (const bit of mask) size += bit;
  const included = new Int32Array(size);
  let at = 0;
  for (let x = 0; x < mask.length; x++) if (mask[x] === 1) included[at++] = x;
  return included;
}

/** How many encoders are trained with each datapoint, nIn [N]; nOut is t − nIn. */
export function inclusionCounts(masks: readonly Uint8Array[]): Int32Array {
  const counts = new Int32Array(masks[0]?.length ?? 0);
  for (const mask of masks) for (let x = 0; x < counts.length; x++) counts[x] = counts[x]! + mask[x]!;
  return counts;
}
