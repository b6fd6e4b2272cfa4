import type { PagePosition } from '../../../address/url-state.ts';
import styles from './scores-table.module.css';

export interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  startCursor: string | null;
  endCursor: string | null;
}

/** The way to the next and the previous page of a list. */
export function Pager({
  pageInfo,
  goTo,
}: {
  pageInfo: PageInfo | undefined;
  goTo: (position: PagePosition) => void;
}) {
  const previous = pageInfo?.hasPreviousPage ? pageInfo.startCursor : null;
  const next = pageInfo?.hasNextPage ? pageInfo.endCursor : null;
  return (
    <nav className={styles.pager} aria-label="Pages of scores">
      <button type="button" disabled={!previous} onClick={() => previous && goTo({ before: previous })}>
        ← Previous
      </button>
      <button type="button" disabled={!next} onClick={() => next && goTo({ after: next })}>
        Next →
      </button>
    </nav>
  );
}
