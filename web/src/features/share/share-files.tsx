'use client';

import { shortRunId } from '../../address/run-address.ts';
import { ownAddress } from '../../base-path.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { RunStatusDocument } from './run-status-document.ts';
import styles from './share.module.css';

const formats = ['parquet', 'csv', 'json'];

interface Props {
  /** UUID, or its beginning. */
  run: string;
  /** Whether the page has a download of its own, of what it filters. */
  isExplorer: boolean;
}

/** All scores of a run as files, once it has some. */
export function ShareFiles({ run, isExplorer }: Props) {
  const { data } = usePartQuery(RunStatusDocument, { run });
  if (data?.run?.status !== 'SUCCEEDED') return null;
  const id = shortRunId(data.run.id);
  return (
    <div className={styles.way}>
      <div className={styles.head}>
        <h3>As a file</h3>
      </div>
      <ul className={styles.figures} aria-label="Files">
        <li>
          <span>
            All scores of the run, without filters.
            {isExplorer ? ' “Download CSV” above the datapoints has those shown.' : ''}
          </span>
          {formats.map((format) => (
            <a
              key={format}
              href={ownAddress(`/api/export/${id}.${format}`)}
              aria-label={`All scores as ${format}`}
              download
            >
              {format}
            </a>
          ))}
        </li>
      </ul>
    </div>
  );
}
