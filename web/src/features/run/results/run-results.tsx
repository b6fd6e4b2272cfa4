'use client';

import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { meanEffectMessage } from '../../../messages/effect-message.ts';
import { ClassRows } from '../../scores/class-rows.tsx';
import { Filters } from '../../scores/filters.tsx';
import { ScoresTable } from '../../scores/table/scores-table.tsx';
import { configFacts, scaleMessage } from '../config-facts.ts';
import { FindingsSection } from '../findings/findings-section.tsx';
import { HistogramSection } from './histogram-section.tsx';
import { RoleContrasts } from '../estimator/role-contrasts.tsx';
import { SeedsSection } from '../seeds/seeds-section.tsx';
import type { Run, RunSummary } from '../run-document.ts';
import { RankingVerdict } from '../estimator/ranking-verdict.tsx';
import { SummaryBand } from './summary-band.tsx';
import { MeanAlignmentDocument, meanAlignmentVariables } from './mean-alignment-document.ts';
import { useHeadline } from './use-headline.ts';
import { useMemorized } from './use-memorized.ts';
import { useRunState } from '../use-run-state.ts';
import styles from '../run-page.module.css';

/**
 * The results of a run that has published scores: its datapoints first, then their numbers. All follow the filters; the
 * histogram highlights the range of scores.
 */
export function RunResults({ id, run, summary }: { id: string; run: Run; summary: RunSummary }) {
  const [state, change] = useRunState();
  const { confidence, measure } = configFacts(run.config);
  const headline = useHeadline(id, state, summary, measure === null);
  const memorized = useMemorized(id, state, measure);
  const means = usePartQuery(MeanAlignmentDocument, meanAlignmentVariables(id, state));
  const sides = means.isStale ? undefined : means.data?.meanAlignment;
  return (
    <>
      <RankingVerdict ranking={summary.ranking} />
      <Filters id={id} state={state} change={change} />
      <ClassRows
        id={id}
        dataset={run.dataset.slug}
        state={state}
        change={change}
        ranking={summary.ranking}
        measure={measure}
      />
      <div className={styles.columns}>
        <HistogramSection id={id} state={state} headline={headline} measure={measure} />
        <SummaryBand
          headline={headline}
          summary={summary}
          confidence={confidence}
          encoderCount={run.encoderCount}
          estimator={run.estimator}
          measure={measure}
          memorized={memorized}
          effect={sides ? meanEffectMessage({ measure, ...sides }) : null}
          scale={scaleMessage(run.config)}
        />
      </div>
      {summary.roleContrasts.length > 0 ? (
        <RoleContrasts
          contrasts={summary.roleContrasts}
          confidence={confidence}
          measure={measure ?? 'alignment'}
        />
      ) : null}
      <FindingsSection id={id} run={run} />
      <SeedsSection run={run} />
      <ScoresTable id={id} dataset={run.dataset.slug} state={state} change={change} measure={measure} />
    </>
  );
}
