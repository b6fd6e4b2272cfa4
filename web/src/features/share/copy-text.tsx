'use client';

import { useState } from 'react';
import type { ShareText } from './share-texts.ts';
import styles from './share.module.css';

/** A text with a button that copies it. */
export function CopyText({ title, hint, text }: ShareText) {
  const [said, say] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      say('Copied.');
    } catch {
      // Browsers give the clipboard only to pages by https and to localhost.
      say('The browser did not allow it: select the text and copy it.');
    }
  };
  return (
    <div className={styles.way}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <span role="status">{said}</span>
        <button type="button" aria-label={`Copy: ${title}`} onClick={() => void copy()}>
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
