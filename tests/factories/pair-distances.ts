import { pairCount, PairDistanceMeans, pairPlace, Rng } from '@engram/core';
import type { PairDistances } from '@engram/store';

/**
 * Pair distances whose means are the alignment losses given: each view of a datapoint lies off its middle by a length of its own,
 * so that some pairs are further apart under every encoder.
 * @param alignments [t][N]
 * @param masks [t][N]
 * @param indices [N]
 */
export function plantPairDistances(
  alignments: readonly ArrayLike<number>[],
  masks: readonly ArrayLike<number>[],
  indices: readonly number[],
  views: number,
): PairDistances[] {
  const pairs = pairCount(views);
  const means = new PairDistanceMeans(indices.length, pairs);
  alignments.forEach((losses, encoder) => {
    const all = new Float32Array(indices.length * pairs);
    const noise = Rng.fromSeed(`pairs of encoder ${encoder}`);
    indices.forEach((index, n) => {
      const rng = Rng.fromSeed(`views of ${index}`);
      const lengths = Array.from({ length: views }, () => 0.2 + rng.uniform() ** 2);
      const row = all.subarray(n * pairs, (n + 1) * pairs);
      for (let a = 1; a < views; a++)
        for (let b = 0; b < a; b++)
          row[pairPlace(a, b)] = Math.hypot(lengths[a]!, lengths[b]!) * (0.9 + 0.2 * noise.uniform());
      const mean = row.reduce((sum, value) => sum + value, 0) / pairs;
      for (let at = 0; at < pairs; at++) row[at] = (row[at]! / mean) * losses[n]!;
    });
    means.add(all, masks[encoder]!);
  });
  return indices.map((index, n) => ({ index, ...means.of(n) }));
}
