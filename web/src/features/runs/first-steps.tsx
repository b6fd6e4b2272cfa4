import Link from 'next/link';
import page from '../../components/page.module.css';
import type { ListedRun } from './run-list-document.ts';
import styles from './run-list.module.css';

/** What to do when nothing has been computed yet. */
export function NoRuns() {
  return (
    <section className={`${page.card} ${page.empty} ${styles.empty}`}>
      <h2>No runs yet</h2>
      <p>
        A run trains encoders with and without each datapoint and scores how much they memorized it. This one
        takes about three minutes on two cores:
      </p>
      <pre>
        <code>npx engram run mnist-quick</code>
      </pre>
      <p>
        It appears here as soon as it is queued. Representations computed elsewhere are scored by{' '}
        <code>npx engram import representations FILE.npz</code>.
      </p>
      <p>
        Before you train, <Link href="/views">see the views</Link> that a policy makes of imported datapoints.
      </p>
    </section>
  );
}

/** Runs from which on one knows one's way about. */
const enough = 5;

/** What to do with the first runs of a store; nothing where there are many. */
export function TryNext({ runs, total }: { runs: readonly ListedRun[]; total: number }) {
  const finished = runs.filter(({ status }) => status === 'SUCCEEDED').length;
  if (finished === 0 || total > enough) return null;
  return (
    <p className={styles.next}>
      What to try next: <Link href="/docs/tutorial">take the tour of ten minutes</Link>
      {finished > 1 ? (
        <>
          , <Link href="/compare">see whether the runs agree</Link>
        </>
      ) : null}
      , <Link href="/docs/presets">start another run</Link>, or{' '}
      <Link href="/docs/own-data">bring your own data</Link>.
    </p>
  );
}
