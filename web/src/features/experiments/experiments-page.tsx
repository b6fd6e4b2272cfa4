'use client';

import Link from 'next/link';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { experimentsStateToSearch, parseExperimentsState } from '../../address/experiments-state.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { ComparableRunsDocument } from '../compare/compare-documents.ts';
import { useUrlState } from '../../address/use-url-state.ts';
import { ExperimentsSection } from './found/experiments-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import styles from './experiments.module.css';

/** What experiments found, and what the stored runs of a dataset say across settings. */
export function ExperimentsPage() {
  const [state, change] = useUrlState(parseExperimentsState, experimentsStateToSearch);
  const { data, error } = useLiveQuery(ComparableRunsDocument, { dataset: state.dataset });
  const slug = state.dataset ?? data?.runs.nodes[0]?.dataset.slug;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <div className={styles.head}>
        <h1>Experiments</h1>
        <p>
          What experiments found, and how results change with the encoder, the policy and the number of
          encoders. <Link href="/views">See the views</Link> that a policy makes.
        </p>
      </div>
      <Trouble error={error} hasData={Boolean(data)} />
      <ExperimentsSection dataset={state.dataset} />
      {data ? (
        <SettingsSection data={data} slug={slug} choose={(dataset) => change({ dataset })} />
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.skeleton} role="status" aria-label="Loading the runs" />
      )}
    </main>
  );
}
