import { scores, type ScoreFilter, type Store, type StoredScore } from '@engram/store';

const pageSize = 1000;

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
