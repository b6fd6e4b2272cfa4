import type { Rng } from '../rng.ts';
import { requireSplit } from '../splits.ts';
import type { SplitPlan } from '../splits.ts';

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
  return {
    encoders: masks.length,
    count,
    masks,
    pairs: null,
    initialisationSeeds,
    roles: new Array<null>(count).fill(null),
  };
}
