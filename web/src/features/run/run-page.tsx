'use client';

import type { CombinedError } from '@urql/core';
import { ApiAway } from '../../components/api-away.tsx';
import page from '../../components/page.module.css';
import { Refusal } from '../../components/refusal.tsx';
import { isAway } from '../../graphql/api-error.ts';
import { EnsembleSection } from './ensemble/ensemble-section.tsx';
import { EstimatorCard } from './estimator/estimator-card.tsx';
import { RunHead } from './run-head.tsx';
import { RunSkeleton } from './run-skeleton.tsx';
import { RunStateOfAffairs } from './run-state-of-affairs.tsx';
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
          <RunStateOfAffairs run={run} />
          {run.summary ? (
            <RunResults id={id} run={run} summary={run.summary} />
          ) : (
            <div className={styles.unfinished}>
              <TrainingSection id={id} run={run} isLive={isUnderWay(run)} />
              <EstimatorCard run={run} />
            </div>
          )}
          <div className={styles.below}>
            {run.summary ? <TrainingSection id={id} run={run} isLive={false} /> : null}
            <EnsembleSection id={id} run={run} isLive={isUnderWay(run)} />
          </div>
        </>
      ) : error && !isAway(error) ? null : (
        <RunSkeleton />
      )}
    </main>
  );
}

function Trouble({ error, hasData }: { error: CombinedError | undefined; hasData: boolean }) {
  if (!error) return null;
  return isAway(error) ? <ApiAway hasData={hasData} /> : <Refusal error={error} />;
}
