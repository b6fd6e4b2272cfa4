import { PairDistanceMeans } from '@engram/core';
import { pairDistances, type EncoderRow, type PairDistances } from '@engram/store';
import { withRetries } from './retries.ts';
import { workerContext } from './worker-context.ts';

/**
 * The distances of each datapoint's views pair by pair, means over the encoders with and without it. One encoder's are in memory
 * at a time. None where an encoder has none: a run too large for them, or one that an older version began.
 *
 * @param indices [N] of the datapoints in their dataset, in the run's order
 */
export async function meanPairDistances(
  runId: string,
  trained: readonly EncoderRow[],
  indices: readonly number[],
): Promise<PairDistances[] | undefined> {
  const { store } = workerContext();
  let means: PairDistanceMeans | undefined;
  for (const { index, trainedOn } of trained) {
    const distances = await withRetries('pair distances', () =>
      pairDistances.findOfEncoder(store, runId, index),
    );
    if (!distances) return undefined;
    means ??= new PairDistanceMeans(indices.length, distances.length / indices.length);
    means.add(distances, trainedOn);
  }
  return means && indices.map((index, n) => ({ index, ...means.of(n) }));
}
