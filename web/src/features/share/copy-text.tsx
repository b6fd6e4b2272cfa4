'use client';

import { useCopy } from '../../components/use-copy.ts';
import type { ShareText } from './share-texts.ts';
import styles from './share.module.css';

/** A text with a button that copies it. */
export function CopyText({ title, hint, text }: ShareText) {
  const { said, copy } = useCopy();
  return (
    <div className={styles.way}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <span role="status">{said}</span>
        <button type="button" aria-label={`Copy: ${title}`} onClick={() => void copy(text)}>
          Copy
        </button>
      </div>
      <p>{hint}</p>
      <pre tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
