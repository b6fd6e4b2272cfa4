import { PairDistanceMeans } from '@engram/core';
import { pairDistances, type EncoderRow } from '@engram/store';
import { withRetries } from './retries.ts';
import { workerContext } from './worker-context.ts';

/**
 * The distances of each datapoint's views pair by pair, means over the encoders with and without it. One encoder's are in memory
 * at a time. None where an encoder has none: a run too large for them, or one that an older version began.
 */
export async function meanPairDistances(
  runId: string,
  trained: readonly EncoderRow[],
): Promise<PairDistanceMeans | undefined> {
  const { store } = workerContext();
  let means: PairDistanceMeans | undefined;
  for (const { index, alignment, trainedOn } of trained) {
    const distances = await withRetries('pair distances', () =>
      pairDistances.findOfEncoder(store, runId, index),
    );
    if (!distances) return undefined;
    means ??= new PairDistanceMeans(alignment.length, distances.length / alignment.length);
    means.add(distances, trainedOn);
  }
  return means;
}
