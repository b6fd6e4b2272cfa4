import { formatCount } from '../../../format.ts';
import styles from './review.module.css';

interface Props {
  mayAnnotate: boolean;
  pickedCount: number;
  tag: () => void;
  clear: () => void;
  showKeys: () => void;
  /** What the last key did, when one cannot see it. */
  said: string;
}

/** What is selected, and buttons for what the keys do, for who has none. */
export function ReviewBar({ mayAnnotate, pickedCount, tag, clear, showKeys, said }: Props) {
  return (
    <div className={styles.bar} role="group" aria-label="Review">
      <p role="status">
        {said ||
          (pickedCount > 0 ? `${formatCount(pickedCount)} selected` : mayAnnotate ? 'Nothing selected' : '')}
      </p>
      {mayAnnotate && pickedCount > 0 ? (
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
