'use client';

import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { isUnavailable } from '../../graphql/api-error.ts';
import { RunMeasure } from '../scores/run-measure.ts';
import { ProxyNotice } from './findings/proxy-notice.tsx';
import type { Run } from './run-document.ts';
import { EnsembleSection } from './ensemble/ensemble-section.tsx';
import { EstimatorCard } from './estimator/estimator-card.tsx';
import { RunHead } from './run-head.tsx';
import { RunSkeleton } from './run-skeleton.tsx';
import { RunStatusSection } from './run-status.tsx';
import { RunResults } from './results/run-results.tsx';
import { TrainingSection } from './training/training-section.tsx';
import { isUnderWay, useLiveRun } from './use-live-run.ts';
import styles from './run-page.module.css';

/** One run: what it is, how it goes, and which datapoints its encoders memorized. */
export function RunPage({ id }: { id: string }) {
  const { run, error } = useLiveRun(id);
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      {run ? <RunHead run={run} /> : null}
      <Trouble error={error} hasData={Boolean(run)} />
      {run ? (
        <>
          <ProxyNotice id={id} run={run} />
          <RunStatusSection run={run} />
          {run.summary ? (
            <RunMeasure value={run.measure}>
              <RunResults id={id} run={run} summary={run.summary} />
            </RunMeasure>
          ) : (
            <div className={styles.unfinished}>
              <TrainingSection id={id} run={run} isLive={isUnderWay(run)} />
              <EstimatorCard run={run} />
            </div>
          )}
          <div className={styles.below}>
            {run.summary ? (
              <>
                <ParameterDrawer run={run} />
                <TrainingSection id={id} run={run} isLive={false} />
              </>
            ) : null}
            <EnsembleSection id={id} run={run} isLive={isUnderWay(run)} />
          </div>
        </>
      ) : error && !isUnavailable(error) ? null : (
        <RunSkeleton />
      )}
    </main>
  );
}

/** What was estimated and how, for who asks. */
function ParameterDrawer({ run }: { run: Run }) {
  return (
    <details className={styles.drawer}>
      <summary>Parameters and estimator</summary>
      <EstimatorCard run={run} />
    </details>
  );
}
