import Link from 'next/link';
import { experimentCards, type ExperimentKind } from '@engram/core';
import { seriesCharts } from '../../../charts/specs/series.ts';
import { experimentAddress } from '../../../address/experiments-state.ts';
import page from '../../../components/page.module.css';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { formatMoment } from '../../../format.ts';
import styles from '../experiments.module.css';
import { CiteButton } from '../../snapshot/cite-button.tsx';
import type { FoundExperiment } from './experiments-document.ts';
import { ExperimentProgress } from './experiment-progress.tsx';
import { ExperimentRuns } from './experiment-runs.tsx';
import { SeriesChart } from './series-chart.tsx';
import { Statements } from './statements.tsx';

/** One experiment: what it asks, and what it found. */
export function ExperimentCard({ experiment }: { experiment: FoundExperiment }) {
  const { id, kind, name, status, createdAt, statements, series, runs } = experiment;
  const card = experimentCards[kind as ExperimentKind];
  return (
    <article className={`${page.card} ${styles.card}`} aria-labelledby={`experiment-${id}`}>
      <div className={styles.row}>
        <h3 id={`experiment-${id}`}>
          <Link href={experimentAddress(id)}>{name}</Link>
        </h3>
        <StatusBadge status={status} />
        {status === 'SUCCEEDED' && runs.length > 0 ? (
          <CiteButton runs={runs.map((run) => run.id)} experiments={[id]} title={name} />
        ) : null}
      </div>
      <p className={styles.text}>
        {card.question} {card.protocol} Asked for {formatMoment(createdAt)}.
      </p>
      <ExperimentProgress experiment={experiment} />
      {statements.length > 0 ? <Statements statements={statements} label={`Claims of ${name}`} /> : null}
      <ExperimentRuns experiment={experiment} />
      {seriesCharts(series).map((chart) => (
        <SeriesChart key={chart.key} series={chart} />
      ))}
    </article>
  );
}
