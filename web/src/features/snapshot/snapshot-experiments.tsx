import { experimentCards, type ExperimentKind } from '@engram/core';
import { seriesCharts } from '../../charts/specs/series.ts';
import page from '../../components/page.module.css';
import { SeriesChart } from '../experiments/found/series-chart.tsx';
import { Statements } from '../experiments/found/statements.tsx';
import experimentStyles from '../experiments/experiments.module.css';
import type { SnapshotData } from './snapshot-documents.ts';

/** The experiments of a snapshot: what each asks, and what it found. */
export function SnapshotExperiments({ experiments }: { experiments: SnapshotData['experiments'] }) {
  return experiments.map(({ id, kind, name, statements, series }) => {
    const { question, protocol } = experimentCards[kind as ExperimentKind];
    return (
      <article
        key={id}
        className={`${page.card} ${experimentStyles.card}`}
        aria-labelledby={`experiment-${id}`}
      >
        <h3 id={`experiment-${id}`}>{name}</h3>
        <p className={experimentStyles.text}>
          {question} {protocol}
        </p>
        {statements.length > 0 ? <Statements statements={statements} label={`Claims of ${name}`} /> : null}
        {seriesCharts(series).map((chart) => (
          <SeriesChart key={chart.key} series={chart} />
        ))}
      </article>
    );
  });
}
