import Link from 'next/link';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { runAddress } from '../../../address/run-address.ts';
import { otherRunsShown, type Ensemble } from './ensemble-document.ts';
import { measurementDifferences } from './measurement-differences.ts';
import styles from './ensemble-section.module.css';

/** The other runs of an ensemble, each with what it measures differently. */
export function OtherRuns({ run, runs }: { run: { id: string; config: string }; runs: Ensemble['runs'] }) {
  const others = runs.filter(({ id }) => id !== run.id).slice(0, otherRunsShown);
  return (
    <section className={styles.others} aria-labelledby="other-runs">
      <h3 id="other-runs">Other runs of this ensemble</h3>
      {others.length === 0 ? (
        <p className={styles.words}>None yet: only this run measures these encoders.</p>
      ) : (
        <ul>
          {others.map(({ id, name, status, config }) => (
            <li key={id}>
              <Link href={runAddress(id)}>{name}</Link>
              {status === 'SUCCEEDED' ? null : <StatusBadge status={status} />}
              <span className={styles.differences}>{differenceLabel(config, run.config)}</span>
            </li>
          ))}
        </ul>
      )}
      {runs.length > otherRunsShown ? <p className={styles.words}>The newest runs are shown.</p> : null}
    </section>
  );
}

/** `Views 20 instead of 10 · Distance L1 instead of L2` */
function differenceLabel(other: string, here: string): string {
  const differences = measurementDifferences(other, here);
  return differences.length === 0
    ? 'The same measurement'
    : differences.map(({ term, value, here: mine }) => `${term} ${value} instead of ${mine}`).join(' · ');
}
