'use client';

import { leastTopFraction, type AtypicalCriterion } from '../../address/atypical-criteria.ts';
import page from '../../components/page.module.css';
import { formatAmount, formatInterval, formatScore } from '../../format.ts';
import { classEffectMessage } from '../../messages/effect-message.ts';
import type { ClassSummary } from './class-documents.ts';
import styles from './class-rows.module.css';
import { Extremes, noneUnderFilters } from './extremes.tsx';
import type { ClassWithin } from './range-documents.ts';
import { noAtypicalMessages } from './extremes-messages.ts';

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

interface RangedProps extends Props {
  /** Of the scores within the range; undefined while they are on their way. */
  within: ClassWithin | undefined;
  isStale: boolean;
  measure: string | null;
}

/** The same of those datapoints of the class whose scores lie in the chosen range. */
export function RangedClassRow({ id, dataset, summary, shown, within, isStale, measure }: RangedProps) {
  const { name } = summary.class;
  const effect = within ? classEffectMessage({ measure, ...within.meanAlignment }) : null;
  const stale = isStale && within ? page.stale : undefined;
  return (
    <>
      <ClassFacts name={name} className={stale}>
        {within ? (
          <>
            <p>
              {formatAmount(within.count, 'datapoint')} of {summary.count}
            </p>
            <p>mean {formatScore(within.mean)}</p>
            {effect ? <p>{effect}</p> : null}
          </>
        ) : null}
      </ClassFacts>
      <div className={stale}>
        <Extremes
          dataset={dataset}
          run={id}
          className={name}
          typical={within?.typical}
          atypical={within?.atypical}
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

/** Letters of a name that fit beside the pictures in large type. */
const mostLarge = 6;

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
      <h3 className={name.length > mostLarge ? styles.long : undefined}>
        <span className="visually-hidden">Class </span>
        {name}
      </h3>
      {children}
    </div>
  );
}
