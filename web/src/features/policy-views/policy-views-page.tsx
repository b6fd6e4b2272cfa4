'use client';

import Link from 'next/link';
import {
  parsePolicyViewsState,
  policyViewsStateToSearch,
  type PolicyViewsState,
} from './policy-views-state.ts';
import { useUrlState } from '../../address/use-url-state.ts';
import { ApiUnavailable } from '../../components/callout/api-unavailable.tsx';
import { Trouble } from '../../components/callout/trouble.tsx';
import { Callout } from '../../components/callout/callout.tsx';
import { ErrorCallout } from '../../components/callout/error-callout.tsx';
import page from '../../components/page.module.css';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { chosenPolicy } from './chosen-policy.ts';
import { DrawnViews } from './drawn-views.tsx';
import { PolicyControls } from './policy-controls.tsx';
import { PolicyChoicesDocument, PolicyViewsDocument, type DatasetChoice } from './policy-views-documents.ts';
import styles from './policy-views.module.css';

/** What an augmentation policy does to a datapoint, to be seen before anything is trained. */
export function PolicyViewsPage() {
  const [state, change] = useUrlState(parsePolicyViewsState, policyViewsStateToSearch);
  const { data, error } = useLiveQuery(PolicyChoicesDocument, {});
  const dataset = data?.datasets.find(({ slug }) => state.dataset === null || slug === state.dataset);
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <div className={styles.head}>
        <h1>Views</h1>
        <p>
          Encoders learn that the views of a datapoint belong together. See what a policy makes of any
          datapoint before you train.
        </p>
      </div>
      <Trouble error={error} hasData={Boolean(data)} />
      {data && dataset ? (
        <Chosen datasets={data.datasets} dataset={dataset} state={state} change={change} />
      ) : data ? (
        <NoDataset named={state.dataset} />
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.skeleton} role="status" aria-label="Loading the datasets" />
      )}
    </main>
  );
}

interface ChosenProps {
  datasets: readonly DatasetChoice[];
  dataset: DatasetChoice;
  state: PolicyViewsState;
  change: (change: Partial<PolicyViewsState>) => void;
}

function Chosen({ datasets, dataset, state, change }: ChosenProps) {
  const { index, count, seed } = state;
  const policy = chosenPolicy(dataset, state.policy);
  const { data, error, isStale } = useLiveQuery(PolicyViewsDocument, {
    ...{ dataset: dataset.slug, index, policy, count, seed },
  });
  const datapoint = data?.datapoint;
  return (
    <>
      <PolicyControls key={dataset.slug} {...{ datasets, dataset, state, policy, change }} />
      {isUnavailable(error) ? (
        <ApiUnavailable hasData={Boolean(data)} />
      ) : error ? (
        <ErrorCallout error={error} />
      ) : datapoint?.policyViews ? (
        <DrawnViews
          key={datapoint.policyViews.imageUrl}
          {...{ dataset, datapoint, views: datapoint.policyViews, policy, seed, isStale }}
        />
      ) : data?.datapoint === null && !isStale ? (
        <Callout tone="caution" title={`There is no datapoint ${index}`}>
          <p>
            The indices of {dataset.name} run from 0 to {dataset.datapointCount - 1}.
          </p>
        </Callout>
      ) : (
        <div className={styles.skeleton} role="status" aria-label="Loading the views" />
      )}
    </>
  );
}

function NoDataset({ named }: { named: string | null }) {
  return (
    <Callout
      tone="neutral"
      title={named === null ? 'No dataset has been imported yet' : 'There is no such dataset'}
    >
      <p>
        Import one with <code>npx engram import dataset mnist</code>, or{' '}
        <Link href="/">see the runs in this store</Link>.
      </p>
    </Callout>
  );
}
