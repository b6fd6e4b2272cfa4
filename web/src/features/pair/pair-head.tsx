import Link from 'next/link';
import { formatAmount, joinFacts } from '../../format.ts';
import { runAddress } from '../../run-address.ts';
import type { PairRun } from './pair-documents.ts';
import styles from './pair-page.module.css';

/** The two runs by name; the letters a and b stand for them in the rest of the page. */
export function PairHead({ runs, address }: { runs: readonly [PairRun, PairRun]; address: string }) {
  return (
    <header className={styles.head}>
      <nav aria-label="Breadcrumb">
        <Link href={address} className={styles.crumb}>
          Compare
        </Link>
      </nav>
      <h1>
        {runs[0].name} <span className={styles.and}>and</span> {runs[1].name}
      </h1>
      <ul className={styles.runs}>
        {runs.map((run, side) => (
          <li key={run.id}>
            <b className={styles[side === 0 ? 'a' : 'b']}>{side === 0 ? 'a' : 'b'}</b>
            <span>
              <Link href={runAddress(run.id)}>{run.name}</Link>{' '}
              {joinFacts(
                run.dataset.name,
                run.method.name,
                run.estimator,
                formatAmount(run.encoderCount, 'encoder'),
              )}
            </span>
          </li>
        ))}
      </ul>
    </header>
  );
}
