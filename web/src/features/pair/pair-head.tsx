import Link from 'next/link';
import { joinFacts } from '../../format.ts';
import { encoderAmount } from '../../messages/encoder-messages.ts';
import { runOfClasses } from '../../address/filtered-address.ts';
import { CiteButton } from '../snapshot/cite-button.tsx';
import type { PairRun } from './pair-documents.ts';
import styles from './pair-page.module.css';

interface Props {
  runs: readonly [PairRun, PairRun];
  /** Of the matrix of runs. */
  address: string;
  /** Latent classes that are looked at, which the pages of the runs then show as well. */
  classes: readonly number[];
}

/** The two runs by name; the letters a and b stand for them in the rest of the page. */
export function PairHead({ runs, address, classes }: Props) {
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
              <Link href={runOfClasses(run.id, { classes })}>{run.name}</Link>{' '}
              {joinFacts(run.dataset.name, run.method.name, run.estimator, encoderAmount(run.encoderCount))}
            </span>
          </li>
        ))}
      </ul>
      {runs.every(({ status }) => status === 'SUCCEEDED') ? (
        <div>
          <CiteButton runs={runs.map(({ id }) => id)} title={`${runs[0].name} and ${runs[1].name}`} />
        </div>
      ) : null}
    </header>
  );
}
