import { TopVotes } from '@engram/core';
import { indexSet, type IndexSet } from '../scores/index-set.ts';
import { getOrLoad, cachePerStore } from '../statements/per-store-cache.ts';
import { findRankings, type RunRanking } from './run-ranking.ts';
import {
  checkedRun,
  checkFilterSize,
  type AgreementFilter,
  type ResolvedFilter,
  type ScoreFilter,
} from '../scores/score-filter.ts';
import type { Store } from '../store.ts';

/** Sets of datapoints of published runs never change; 500 of a dataset of 250,000 fit in. */
const indexSetCache = cachePerStore<IndexSet>({
  maxBytes: 16 * 2 ** 20,
  bytesOf: ({ bytes }) => bytes.length,
});

/**
 * Looks up which datapoints the runs of its agreements agree on, from their rankings in columns: to count the tops of four runs of
 * 250,000 scores in the database takes 31 ms each time.
 * @throws DomainError LIMIT_EXCEEDED when the filter holds more than 50 others, NOT_FOUND for what cannot be a run's id
 */
export async function resolveFilter(store: Store, filter: ScoreFilter): Promise<ResolvedFilter> {
  checkFilterSize(filter);
  return ready(store, filter);
}

async function ready(store: Store, filter: ScoreFilter): Promise<ResolvedFilter> {
  const { agreement, and, or, not, ...conditions } = filter;
  const all = (members: readonly ScoreFilter[]) => Promise.all(members.map((member) => ready(store, member)));
  return {
    ...conditions,
    // At least 0 of some runs are all datapoints.
    ...(agreement && agreement.minRuns > 0 && { agreed: await agreed(store, filter.run, agreement) }),
    ...(and && { and: await all(and) }),
    ...(or && { or: await all(or) }),
    ...(not && { not: await ready(store, not) }),
  };
}

/** Of the runs that score the same dataset as `run`; others have no say. */
async function agreed(store: Store, run: string, agreement: AgreementFilter): Promise<IndexSet> {
  const { topPercent, minRuns } = agreement;
  const own = checkedRun(run);
  const voters = [...new Set(agreement.runs.map(checkedRun))].sort();
  const key = [own, topPercent, minRuns, ...voters].join(' ');
  return getOrLoad(indexSetCache(store), key, async () => {
    const dataset = (await rankingOf(store, own))?.datasetId;
    const votes = new TopVotes(topPercent);
    let isFinal = dataset !== undefined;
    // One after the other: twenty rankings of a million scores would take 160 MB.
    for (const voter of voters) {
      const ranking = await rankingOf(store, voter);
      // It will have a say when it is published.
      if (!ranking) isFinal = false;
      else if (ranking.datasetId === dataset) votes.add(ranking);
    }
    return { value: indexSet(votes.atLeast(minRuns)), isFinal };
  });
}

async function rankingOf(store: Store, run: string): Promise<RunRanking | undefined> {
  return (await findRankings(store, [run])).get(run);
}
