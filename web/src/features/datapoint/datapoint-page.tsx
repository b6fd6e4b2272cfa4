'use client';

import { useSearchParams } from 'next/navigation';
import { Trouble } from '../../components/callout/trouble.tsx';
import { Callout } from '../../components/callout/callout.tsx';
import page from '../../components/page.module.css';
import { parseDatapointState } from '../../address/datapoint-state.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { runCommand } from '../../run-command.ts';
import { shortRunId } from '../../address/run-address.ts';
import { restsOnViews } from '../../messages/measure-labels.ts';
import { NotesSection } from '../notes/notes-section.tsx';
import { chosenScore } from './chosen-score.ts';
import { DatapointDocument, type DatapointData } from './datapoint-documents.ts';
import { DatapointHead, DatapointImage } from './datapoint-head.tsx';
import { EncoderDots } from './encoders/encoder-dots.tsx';
import { MeasuresSection } from './measures/measures-section.tsx';
import { NeighboursSection } from './neighbours-section.tsx';
import { RunScores } from './run-scores.tsx';
import { ScorePanel } from './score-panel.tsx';
import { UnknownDatapoint } from './unknown-datapoint.tsx';
import { ViewsSection } from './views-section.tsx';
import styles from './datapoint-page.module.css';

/** One datapoint: what it is, its score taken apart, its scores in all runs, and what lies near it. */
export function DatapointPage({ dataset, index }: { dataset: string; index: number }) {
  const { run } = parseDatapointState(useSearchParams());
  const { data, error } = useLiveQuery(DatapointDocument, { dataset, index });
  const datapoint = data?.datapoint;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <Trouble error={error} hasData={Boolean(datapoint)} />
      {datapoint ? (
        <Known datapoint={datapoint} run={run} />
      ) : data ? (
        <UnknownDatapoint />
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.skeleton} role="status" aria-label="Loading the datapoint" />
      )}
    </main>
  );
}

function Known({ datapoint, run }: { datapoint: DatapointData; run: string | null }) {
  const { scores } = datapoint;
  const score = chosenScore(scores, run);
  const key = score && shortRunId(score.run.id);
  return (
    <>
      <DatapointHead datapoint={datapoint} score={score} />
      <div className={styles.top}>
        <DatapointImage datapoint={datapoint} />
        {score ? (
          <ScorePanel score={score} />
        ) : (
          <NoScore hasOthers={scores.length > 0} dataset={datapoint.dataset.slug} />
        )}
      </div>
      <NotesSection key={datapoint.id} id={datapoint.id} dataset={datapoint.dataset.slug} />
      {score ? <EncoderDots key={`encoders ${key}`} datapoint={datapoint} score={score} /> : null}
      {score && restsOnViews(score.run.measure) ? (
        <ViewsSection key={key} datapoint={datapoint} score={score} />
      ) : null}
      {score ? <MeasuresSection datapoint={datapoint} chosen={score} /> : null}
      {scores.length > 0 ? <RunScores datapoint={datapoint} chosen={score} /> : null}
      {score ? <NeighboursSection datapoint={datapoint} chosen={score} /> : null}
    </>
  );
}

function NoScore({ hasOthers, dataset }: { hasOthers: boolean; dataset: string }) {
  const command = runCommand(dataset);
  return hasOthers ? (
    <Callout tone="caution" title="This run has no score for this datapoint">
      <p>
        It may use other datapoints of the dataset, still be running, or have failed. Choose one of the runs
        below.
      </p>
    </Callout>
  ) : (
    <Callout tone="neutral" title="No run has scored this datapoint yet">
      <p>
        A run scores the datapoints it uses when all its encoders are trained. Start one on this dataset with{' '}
        <code>{command}</code>, or give it more datapoints with <code>--set datapoints=N</code>.
      </p>
    </Callout>
  );
}
