import { useLiveQuery } from '../../../graphql/use-live-query.ts';
import { ErrorCallout } from '../../../components/callout/error-callout.tsx';
import page from '../../../components/page.module.css';
import { isUnavailable } from '../../../graphql/api-error.ts';
import styles from '../experiments.module.css';
import { ExperimentCard } from './experiment-card.tsx';
import { ExperimentsDocument } from './experiments-document.ts';
import { isUnderWay, pollMs } from './under-way.ts';

/** The experiments on a dataset, or on all of them, newest first. */
export function ExperimentsSection({ dataset }: { dataset: string | null }) {
  const { data, error } = useLiveQuery(
    ExperimentsDocument,
    { dataset },
    {
      pollMs: ({ experiments }) => (experiments.nodes.some(isUnderWay) ? pollMs : null),
    },
  );
  if (!data) return error && !isUnavailable(error) ? <ErrorCallout error={error} /> : null;
  const { nodes, totalCount } = data.experiments;
  return (
    <section className={styles.section} aria-labelledby="found">
      <h2 id="found">What was tried</h2>
      {error && !isUnavailable(error) ? <ErrorCallout error={error} /> : null}
      {nodes.length === 0 ? (
        <div className={`${page.card} ${styles.card}`}>
          <h3>No experiment yet</h3>
          <p className={styles.text}>
            An experiment trains what it needs, and says what holds. A small one takes about a minute:{' '}
            <code>npx engram experiment agreement --small</code>
          </p>
        </div>
      ) : null}
      {nodes.map((experiment) => (
        <ExperimentCard key={experiment.id} experiment={experiment} />
      ))}
      {totalCount > nodes.length ? (
        <p className={styles.text}>
          The newest {nodes.length} of {totalCount} are shown. <code>npx engram experiment list</code> names
          all of them.
        </p>
      ) : null}
    </section>
  );
}
