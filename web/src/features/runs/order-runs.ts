import type { RunOrder } from '../../address/run-list-state.ts';
import type { ListedRun } from './run-list-document.ts';

type Ordered = Pick<ListedRun, 'name' | 'createdAt' | 'status'> & {
  summary: Pick<NonNullable<ListedRun['summary']>, 'meanScore' | 'spearmanBrown'> | null;
};

/**
 * The runs in an order; those without the number that it goes by stand last, the newest first among equals. By date, those that wait stand
 * last, which have nothing to show.
 */
export function orderRuns<Run extends Ordered>(runs: readonly Run[], order: RunOrder): Run[] {
  const newest = runs.toSorted((a, b) =>
    a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0,
  );
  switch (order) {
    case 'newest':
      return newest.sort((a, b) => Number(a.status === 'QUEUED') - Number(b.status === 'QUEUED'));
    case 'name':
      return newest.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    case 'mean':
      return newest.sort(descending(({ summary }) => summary?.meanScore));
    case 'reliability':
      return newest.sort(descending(({ summary }) => summary?.spearmanBrown));
  }
}

const descending =
  (valueOf: (run: Ordered) => number | null | undefined) =>
  (a: Ordered, b: Ordered): number => {
    const [x, y] = [valueOf(a) ?? -Infinity, valueOf(b) ?? -Infinity];
    return x === y ? 0 : y > x ? 1 : -1;
  };
