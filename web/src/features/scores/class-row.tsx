'use client';

import { leastTopFraction, type AtypicalCriterion } from '../../address/atypical-criteria.ts';
import type { RunState } from '../../address/url-state.ts';
import page from '../../components/page.module.css';
import { formatAmount, formatInterval, formatScore } from '../../format.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { classEffectMessage } from '../../messages/effect-message.ts';
import type { ClassSummary } from './class-documents.ts';
import styles from './class-rows.module.css';
import { Extremes, noneUnderFilters } from './extremes.tsx';
import { ClassRangeDocument, classRangeVariables } from './range-documents.ts';
import { noAtypicalMessages } from './use-class-extremes.ts';

interface Props {
  /** Id of the run. */
  id: string;
  /** Short name of the dataset. */
  dataset: string;
  summary: ClassSummary;
  shown: AtypicalCriterion;
}

/** A class with its most typical and most atypical datapoints. */
export function ClassRow({ id, dataset, summary, shown, effect }: Props & { effect: string | null }) {
  return (
    <>
      <ClassFacts name={summary.class.name}>
        <p>{formatAmount(summary.count, 'datapoint')}</p>
        <p>mean {formatScore(summary.mean)}</p>
        <p>{formatInterval(summary)}</p>
        {effect ? <p>{effect}</p> : null}
      </ClassFacts>
      <Extremes
        dataset={dataset}
        run={id}
        className={summary.class.name}
        typical={summary.typical}
        atypical={summary.atypical}
        noneAtypical={noAtypicalMessages[shown]}
      />
    </>
  );
}

/** The same of those datapoints of the class whose scores lie in the chosen range. */
export function RangedClassRow({
  id,
  dataset,
  summary,
  shown,
  state,
  measure,
}: Props & { state: RunState; measure: string | null }) {
  const { index, name } = summary.class;
  const variables = classRangeVariables(id, state, { index, isStable: shown === 'stable' });
  const { data, isStale } = usePartQuery(ClassRangeDocument, variables);
  const effect = data ? classEffectMessage({ measure, ...data.meanAlignment }) : null;
  const stale = isStale && data ? page.stale : undefined;
  return (
    <>
      <ClassFacts name={name} className={stale}>
        {data ? (
          <>
            <p>
              {formatAmount(data.typical.totalCount, 'datapoint')} of {summary.count}
            </p>
            <p>mean {formatScore(data.typical.meanValue)}</p>
            {effect ? <p>{effect}</p> : null}
          </>
        ) : null}
      </ClassFacts>
      <div className={stale}>
        <Extremes
          dataset={dataset}
          run={id}
          className={name}
          typical={data?.typical.nodes}
          atypical={data?.atypical.nodes}
          noneAtypical={
            shown === 'stable'
              ? `None of these is in the top 5 % of the run with a probability of ${leastTopFraction} or more.`
              : noneUnderFilters
          }
        />
      </div>
    </>
  );
}

function ClassFacts({
  name,
  className = '',
  children,
}: {
  name: string;
  className?: string | undefined;
  children: React.ReactNode;
}) {
  return (
    <div className={`${styles.name} ${className}`}>
      <h3>
        <span className="visually-hidden">Class </span>
        {name}
      </h3>
      {children}
    </div>
  );
}
