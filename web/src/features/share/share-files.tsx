import { ownAddress } from '../../base-path.ts';
import styles from './share.module.css';

const formats = ['parquet', 'csv', 'json'];

/** All scores of a run as files. @param isExplorer whether the page has a download of its own, of what it filters */
export function ShareFiles({ run, isExplorer }: { run: string; isExplorer: boolean }) {
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
              href={ownAddress(`/api/export/${run}.${format}`)}
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
