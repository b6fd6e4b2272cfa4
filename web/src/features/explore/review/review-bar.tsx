import { formatCount } from '../../../format.ts';
import styles from './review.module.css';

interface Props {
  mayAnnotate: boolean;
  selectedCount: number;
  tag: () => void;
  clear: () => void;
  showKeys: () => void;
  /** What the last key did, when one cannot see it. */
  announcement: string;
}

/** What is selected, and buttons for what the keys do, for who has none. */
export function ReviewBar({ mayAnnotate, selectedCount, tag, clear, showKeys, announcement }: Props) {
  return (
    <div className={styles.bar} role="group" aria-label="Review">
      <p role="status">
        {announcement ||
          (selectedCount > 0
            ? `${formatCount(selectedCount)} selected`
            : mayAnnotate
              ? 'Nothing selected'
              : '')}
      </p>
      {mayAnnotate && selectedCount > 0 ? (
        <>
          <button type="button" onClick={tag}>
            Tag
          </button>
          <button type="button" onClick={clear}>
            Clear
          </button>
        </>
      ) : null}
      <button type="button" onClick={showKeys}>
        Keys <kbd aria-hidden="true">?</kbd>
      </button>
    </div>
  );
}
