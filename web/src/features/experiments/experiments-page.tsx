'use client';

import Link from 'next/link';
import { ApiUnavailable } from '../../components/api-unavailable.tsx';
import { Choice } from '../../components/choice.tsx';
import page from '../../components/page.module.css';
import { ErrorCallout } from '../../components/error-callout.tsx';
import { experimentsStateToSearch, parseExperimentsState } from '../../address/experiments-state.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { runCommand } from '../../run-command.ts';
import { ComparableRunsDocument } from '../compare/compare-documents.ts';
import { useUrlState } from '../../address/use-url-state.ts';
import { MeansPanel } from './means-panel.tsx';
import { ReliabilitySection } from './reliability-section.tsx';
import { panelsOf } from './run-settings.ts';
import styles from './experiments.module.css';

/** What the stored runs of a dataset say across settings. */
export function ExperimentsPage() {
  const [state, change] = useUrlState(parseExperimentsState, experimentsStateToSearch);
  const { data, error } = useLiveQuery(ComparableRunsDocument, { dataset: state.dataset });
  const slug = state.dataset ?? data?.runs.nodes[0]?.dataset.slug;
  const runs = data?.runs.nodes.filter((run) => run.dataset.slug === slug);
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <div className={styles.head}>
        <h1>Experiments</h1>
        <p>How the results change with the encoder, the policy and the number of encoders.</p>
      </div>
      {isUnavailable(error) ? (
        <ApiUnavailable hasData={Boolean(data)} />
      ) : error ? (
        <ErrorCallout error={error} />
      ) : null}
      {data && runs ? (
        <section aria-labelledby="settings">
          <div className={styles.row}>
            <h2 id="settings">Comparisons across settings</h2>
            {data.datasets.length > 0 ? (
              <Choice
                label="Dataset"
                value={slug ?? ''}
                options={Object.fromEntries(data.datasets.map((dataset) => [dataset.slug, dataset.name]))}
                set={(dataset) => change({ dataset })}
              />
            ) : null}
          </div>
          {runs.length === 0 ? (
            <div className={`${page.card} ${styles.card}`}>
              <h3>{slug === undefined ? 'No run has finished yet' : 'No finished run on this dataset'}</h3>
              <p className={styles.text}>
                Settings are compared over finished runs. <Link href="/">See the runs</Link>, or start one
                with <code>{runCommand(slug)}</code>.
              </p>
            </div>
          ) : (
            <div className={styles.charts}>
              <section className={`${page.card} ${styles.card}`} aria-labelledby="means">
                <h3 id="means">Mean score by encoder and policy</h3>
                <p className={styles.text}>
                  One row per run: its mean memorization score with the interval over encoders × datapoints.
                  Each distance has its own axis. Within one, views and estimators may still differ, so a
                  difference of means is a hint, not a test.
                </p>
                {panelsOf(runs).map((panel) => (
                  <MeansPanel key={panel.distance} panel={panel} />
                ))}
              </section>
              <ReliabilitySection runs={runs} />
            </div>
          )}
        </section>
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.skeleton} role="status" aria-label="Loading the runs" />
      )}
    </main>
  );
}
