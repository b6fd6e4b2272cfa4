import { scores, type ScoreFilter, type Store, type StoredScore } from '@engram/store';

const pageSize = 1000;

/** A score as `engram scores` gives it to machines: these names, in this order. */
export interface ScoreRecord {
  index: number;
  contentHash: string;
  class: number | null;
  value: number | null;
  relativeValue: number | null;
  alignmentIn: number | null;
  alignmentOut: number | null;
  standardError: number | null;
  low: number | null;
  high: number | null;
  nIn: number;
  nOut: number;
  rank: number | null;
  percentile: number | null;
  topFraction: number | null;
  identifiable: boolean;
  role: string | null;
  reason: string | null;
}

export function recordOf(score: StoredScore): ScoreRecord {
  return {
    index: score.index,
    contentHash: score.contentHash,
    class: score.class,
    value: score.value,
    relativeValue: score.relativeValue,
    alignmentIn: score.alignmentIn,
    alignmentOut: score.alignmentOut,
    standardError: score.standardError,
    low: score.low,
    high: score.high,
    nIn: score.nIn,
    nOut: score.nOut,
    rank: score.rank,
    percentile: score.percentile,
    topFraction: score.topFraction,
    identifiable: score.identifiable,
    role: score.role,
    reason: score.reason,
  };
}

/** The scores of a filter from the most to the least memorized, at most `limit`; a page in memory at a time. */
export async function* rankedScores(
  store: Store,
  filter: ScoreFilter,
  o: { limit: number; direction?: 'ASC' | 'DESC' },
): AsyncGenerator<StoredScore> {
  const orderBy = { field: 'VALUE', direction: o.direction ?? 'DESC' } as const;
  let after: Parameters<typeof scores.page>[1]['after'];
  for (let left = o.limit; left > 0;) {
    const page = await scores.page(store, { filter, orderBy, first: Math.min(pageSize, left), after });
    yield* page.rows;
    left -= page.rows.length;
    const last = page.rows.at(-1);
    if (!page.hasNextPage || !last) return;
    after = scores.cursorOf(last, orderBy.field);
  }
}
