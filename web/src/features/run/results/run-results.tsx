'use client';

import { ClassRows } from '../../scores/class-rows.tsx';
import { Filters } from '../../scores/filters.tsx';
import { ScoresTable } from '../../scores/scores-table.tsx';
import { configFacts } from '../config-facts.ts';
import { EstimatorCard } from '../estimator/estimator-card.tsx';
import { HistogramSection } from './histogram-section.tsx';
import { RoleContrasts } from '../estimator/role-contrasts.tsx';
import type { Run, RunSummary } from '../run-document.ts';
import { RankingVerdict } from '../estimator/ranking-verdict.tsx';
import { SummaryBand } from './summary-band.tsx';
import { useHeadline } from './use-headline.ts';
import { useRunState } from '../use-run-state.ts';
import styles from '../run-page.module.css';

/** The results of a run that has published scores. Numbers and histogram follow the classes that are chosen, the lists all filters. */
export function RunResults({ id, run, summary }: { id: string; run: Run; summary: RunSummary }) {
  const [state, change] = useRunState();
  const { confidence } = configFacts(run.config);
  const headline = useHeadline(id, state, summary);
  return (
    <>
      <SummaryBand
        headline={headline}
        summary={summary}
        confidence={confidence}
        encoderCount={run.encoderCount}
      />
      <div className={styles.columns}>
        <div className={styles.left}>
          <RankingVerdict ranking={summary.ranking} estimator={run.estimator} />
          <HistogramSection id={id} state={state} headline={headline} />
        </div>
        <EstimatorCard run={run} />
      </div>
      {summary.roleContrasts.length > 0 ? (
        <RoleContrasts contrasts={summary.roleContrasts} confidence={confidence} />
      ) : null}
      <Filters id={id} state={state} change={change} />
      <ClassRows id={id} dataset={run.dataset.slug} state={state} change={change} ranking={summary.ranking} />
      <ScoresTable id={id} dataset={run.dataset.slug} state={state} change={change} />
    </>
  );
}
