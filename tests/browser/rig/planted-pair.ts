import { fgSplit, Rng, type DatapointIdentity } from '@engram/core';
import { datasets, scores, type RunRow, type Store } from '@engram/store';
import { planConfig, publishPlanted } from './planted-run.ts';

/** A score as the explorer's browser sees it. */
export interface SeenScore {
  index: number;
  class: number | null;
  rank: number | null;
  role: string | null;
  /** In single precision; null when not identifiable. */
  value: number | null;
}

export async function seenScores(store: Store, run: string): Promise<SeenScore[]> {
  const found: SeenScore[] = [];
  for await (const row of scores.stream(store, run))
    found.push({
      index: row.index,
      class: row.class,
      rank: row.rank,
      role: row.role,
      value: row.value === null ? null : Math.fround(row.value),
    });
  return found;
}

/**
 * Two finished runs to lay against the run given: one over every second of its datapoints, and one of an f–g split over all of
 * them, whose shared and external parts have no score.
 */
export async function publishPair(store: Store, first: RunRow): Promise<{ half: RunRow; parts: RunRow }> {
  const [dataset] = await datasets.findByIds(store, [first.datasetId]);
  const rows: (DatapointIdentity & { value: number })[] = [];
  for await (const { index, contentHash, class: label, value } of scores.stream(store, first.id))
    rows.push({ index, contentHash, class: label, value: value ?? 0 });
  const publish = (name: string, chosen: typeof rows, plan?: ReturnType<typeof fgSplit>) =>
    publishPlanted(store, dataset!, {
      truth: chosen.map(({ value, index }) => 0.6 * value + 0.02 * Math.sin(index)),
      datapoints: chosen,
      noise: 0.012,
      plan,
      config: planConfig({ name, encoders: 16 }),
    });
  const fractions = { sharedFraction: 0.4, candidateFraction: 0.3, independentFraction: 0.2 };
  const split = fgSplit(rows.length, { encoders: 16, ...fractions, externalFraction: 0.1 }, Rng.fromSeed(7));
  return {
    half: await publish(
      'every-second',
      rows.filter((_, n) => n % 2 === 0),
    ),
    parts: await publish('f-and-g', rows, split),
  };
}
