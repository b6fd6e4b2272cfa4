import { ownAddress } from '../../base-path.ts';
import type { SnapshotData } from './snapshot-documents.ts';
import styles from './snapshot.module.css';

interface Props {
  hash: string;
  figures: SnapshotData['figures'];
}

const widths = [
  { inches: '3.25', label: 'one column' },
  { inches: '6.75', label: 'two columns' },
];

/** The figures of a snapshot as they stand in a paper, each with its files. */
export function SnapshotFigures({ hash, figures }: Props) {
  const addressOf = (file: string, inches?: string): string =>
    ownAddress(`/api/figures/${hash}/${file}${inches === undefined ? '' : `?width=${inches}`}`);
  return (
    <ul className={styles.figures}>
      {figures.map(({ name, title }) => (
        <li key={name}>
          <img src={addressOf(`${name}.svg`)} alt={title} width={312} loading="lazy" />
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
