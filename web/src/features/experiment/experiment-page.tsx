'use client';

import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { seriesCharts } from '../../charts/specs/series.ts';
import { ExperimentDocument, type WholeExperiment } from '../experiments/found/experiments-document.ts';
import { ExperimentProgress } from '../experiments/found/experiment-progress.tsx';
import { ExperimentRuns } from '../experiments/found/experiment-runs.tsx';
import { SeriesChart } from '../experiments/found/series-chart.tsx';
import { Statements } from '../experiments/found/statements.tsx';
import { isUnderWay, pollMs } from '../experiments/found/under-way.ts';
import { ExperimentHead } from './experiment-head.tsx';
import experimentsStyles from '../experiments/experiments.module.css';
import styles from './experiment.module.css';

/** One experiment: what it asks, what it found, and what it was asked with. @param id as the address has it */
export function ExperimentPage({ id }: { id: string }) {
  const { data, error } = useLiveQuery(
    ExperimentDocument,
    { id },
    { pollMs: ({ experiment }) => (experiment && isUnderWay(experiment) ? pollMs : null) },
  );
  const experiment = data?.experiment;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      {experiment ? <ExperimentHead experiment={experiment} /> : <h1>Experiment</h1>}
      <Trouble error={error} hasData={Boolean(experiment)} />
      {data && !experiment && !error ? <p>It is no longer in this store.</p> : null}
      {experiment ? (
        <>
          <ExperimentProgress experiment={experiment} />
          <Findings experiment={experiment} />
          <ExperimentRuns experiment={experiment} />
          <Configuration experiment={experiment} />
        </>
      ) : null}
    </main>
  );
}

function Findings({ experiment: { name, statements, series } }: { experiment: WholeExperiment }) {
  if (statements.length === 0 && series.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="findings">
      <h2 id="findings">What it found</h2>
      {statements.length > 0 ? (
        <div className={`${page.card} ${experimentsStyles.card}`}>
          <h3>Claims</h3>
          <Statements statements={statements} label={`Claims of ${name}`} />
        </div>
      ) : null}
      {series.length > 0 ? (
        <div className={`${page.card} ${experimentsStyles.card}`}>
          <h3>Measurements</h3>
          {seriesCharts(series).map((chart) => (
            <SeriesChart key={chart.key} series={chart} />
          ))}
        </div>
      ) : null}
    </section>
  );
}

/** All that determines the experiment, for who wants to repeat it. */
function Configuration({ experiment: { config, configHash, codeVersion } }: { experiment: WholeExperiment }) {
  return (
    <details className={styles.drawer}>
      <summary>Configuration</summary>
      <p>
        Its configuration has the SHA-256 <code>{configHash}</code>, and code version{' '}
        <code>{codeVersion}</code> made it.
      </p>
      <pre tabIndex={0} aria-label="Configuration as JSON">
        {JSON.stringify(JSON.parse(config), null, 2)}
      </pre>
    </details>
  );
}
