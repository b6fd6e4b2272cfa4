import type { ReactNode } from 'react';
import { ownAddress } from '../../base-path.ts';
import styles from './share.module.css';

interface Props {
  formats: readonly string[];
  /** Below the exports; its ending is the format. */
  path: string;
  /** What a file holds, in a few words: its links are named by it. */
  content: string;
  /** The same as a sentence. */
  children: ReactNode;
}

/** Something as a file, in each of its formats. */
export function FileLinks({ formats, path, content, children }: Props) {
  return (
    <div className={styles.way}>
      <div className={styles.head}>
        <h3>As a file</h3>
      </div>
      <ul className={styles.figures} aria-label="Files">
        <li>
          <span>{children}</span>
          <div>
            {formats.map((format) => (
              <a
                key={format}
                href={ownAddress(`/api/export/${path}.${format}`)}
                aria-label={`${content} as ${format}`}
                download
              >
                {format}
              </a>
            ))}
          </div>
        </li>
      </ul>
    </div>
  );
}
