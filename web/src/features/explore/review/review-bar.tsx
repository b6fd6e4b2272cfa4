import { annotationLimits } from '@engram/core';
import { formatCount } from '../../../format.ts';
import styles from './review.module.css';

interface Props {
  mayAnnotate: boolean;
  /** Datapoints that pass the filters. */
  shownCount: number;
  selectedCount: number;
  tag: () => void;
  selectAll: () => void;
  clear: () => void;
  /** Saves those selected, or else all that are shown, as a file. */
  download: () => void;
  isDownloading: boolean;
  showKeys: () => void;
  /** What the last key did, when one cannot see it. */
  announcement: string;
}

/** What is selected, and buttons for what the keys do, for who has none. */
export function ReviewBar(props: Props) {
  const { mayAnnotate, shownCount, selectedCount, tag, selectAll, clear, showKeys, announcement } = props;
  const most = Math.min(shownCount, annotationLimits.datapointsAtOnce);
  const { download, isDownloading } = props;
  return (
    <div className={styles.bar} role="group" aria-label="Review">
      <p role="status" className={selectedCount === 0 && announcement === '' ? styles.idle : undefined}>
        {announcement || (selectedCount > 0 ? `${formatCount(selectedCount)} selected` : 'Nothing selected')}
      </p>
      {selectedCount > 0 ? (
        <>
          {mayAnnotate ? (
            <button type="button" onClick={tag}>
              Tag
            </button>
          ) : null}
          <button type="button" onClick={clear}>
            Clear
          </button>
        </>
      ) : null}
      {most > 0 ? (
        <button type="button" aria-disabled={selectedCount >= most} onClick={selectAll}>
          {most < shownCount ? `Select the first ${formatCount(most)}` : 'Select all'}
        </button>
      ) : null}
      {shownCount === 0 ? null : (
        <button
          type="button"
          aria-disabled={isDownloading}
          title={`The scores of ${selectedCount > 0 ? 'the datapoints selected' : 'all datapoints shown'}, in this order`}
          onClick={download}
        >
          {isDownloading ? 'Loading …' : 'Download CSV'}
        </button>
      )}
      <button type="button" onClick={showKeys}>
        Keys <kbd aria-hidden="true">?</kbd>
      </button>
    </div>
  );
}
