'use client';

import { useEffect } from 'react';
import { ownAddress } from '../../base-path.ts';
import type { SnapshotData } from './snapshot-documents.ts';
import styles from './snapshot.module.css';

interface Props {
  hash: string;
  figures: SnapshotData['figures'];
  /** Name of the figure that the address leads to; null for none. */
  shown: string | null;
}

const widths = [
  { inches: '3.25', label: 'one column' },
  { inches: '6.75', label: 'two columns' },
];

const idOf = (name: string): string => `figure-${name}`;
const scrollTo = (name: string): void => document.getElementById(idOf(name))?.scrollIntoView();

/** The figures of a snapshot as they stand in a paper, each with its files. */
export function SnapshotFigures({ hash, figures, shown }: Props) {
  const place = figures.findIndex(({ name }) => name === shown);
  useEffect(() => {
    if (shown !== null && place >= 0) scrollTo(shown);
  }, [shown, place]);

  const addressOf = (file: string, inches?: string): string =>
    ownAddress(`/api/figures/${hash}/${file}${inches === undefined ? '' : `?width=${inches}`}`);
  return (
    <ul className={styles.figures}>
      {figures.map(({ name, title }, at) => (
        <li key={name} id={idOf(name)} aria-current={name === shown ? 'true' : undefined}>
          <img
            src={addressOf(`${name}.svg`)}
            alt={title}
            width={312}
            loading={at <= place ? 'eager' : 'lazy'}
            // What stands above the figure takes its room only now.
            onLoad={() => (at <= place ? scrollTo(shown!) : undefined)}
          />
          <p>{title}</p>
          <p className={`${styles.downloads} ${styles.screenOnly}`}>
            {widths.flatMap(({ inches, label }) =>
              ['svg', 'pdf'].map((format) => (
                <a
                  key={format + inches}
                  href={addressOf(`${name}.${format}`, inches)}
                  aria-label={`${title} as ${format}, ${label} wide`}
                  download={`engram-${hash.slice(0, 12)}-${name}.${format}`}
                >
                  {format}, {inches} in
                </a>
              )),
            )}
            <a
              href={addressOf(`${name}.csv`)}
              aria-label={`Numbers of ${title} as csv`}
              download={`engram-${hash.slice(0, 12)}-${name}.csv`}
            >
              csv
            </a>
          </p>
        </li>
      ))}
    </ul>
  );
}
