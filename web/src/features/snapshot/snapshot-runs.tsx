import Link from 'next/link';
import { runAddress, shortRunId } from '../../address/run-address.ts';
import { ownAddress } from '../../base-path.ts';
import page from '../../components/page.module.css';
import tables from '../../components/table.module.css';
import { formatCoefficient, formatCount, formatInterval, formatScore } from '../../format.ts';
import type { SnapshotRun } from './snapshot-documents.ts';
import styles from './snapshot.module.css';

const formats = ['parquet', 'csv', 'json'];

/** The runs of a snapshot, what came of them, and their scores to download. */
export function SnapshotRuns({ runs }: { runs: readonly SnapshotRun[] }) {
  return (
    <div className={`${page.card} ${tables.frame}`}>
      <table className={tables.table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col" className={tables.number}>
              Scores
            </th>
            <th scope="col" className={tables.number}>
              Mean score
            </th>
            <th scope="col" className={tables.number}>
              Reliability
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ run }: { run: SnapshotRun }) {
  const { id, name, summary } = run;
  return (
    <tr>
      <th scope="row">
        <Link href={runAddress(id)} className={styles.run}>
          {name}
        </Link>
        <small>
          {run.dataset.name}, {run.method.name}, {run.estimator}, {formatCount(run.encoderCount)} encoders
        </small>
        <small>code {run.codeVersion}</small>
        <span className={`${styles.downloads} ${styles.screenOnly}`}>
          All scores:
          {formats.map((format) => (
            <a
              key={format}
              href={ownAddress(`/api/export/${shortRunId(id)}.${format}`)}
              aria-label={`All scores of ${name} as ${format}`}
              download
            >
              {format}
            </a>
          ))}
        </span>
      </th>
      <td className={tables.number}>{formatCount(summary?.identifiableCount ?? 0)}</td>
      <td className={`${tables.number} ${styles.mean}`}>
        {formatScore(summary?.meanScore)}
        <small>{formatInterval(summary?.interval)}</small>
      </td>
      <td className={tables.number}>{formatCoefficient(summary?.spearmanBrown)}</td>
    </tr>
  );
}
