import Link from 'next/link';
import page from '../../components/page.module.css';
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
