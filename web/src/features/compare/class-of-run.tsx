'use client';

import Link from 'next/link';
import page from '../../components/page.module.css';
import { leastTopFraction, type AtypicalCriterion } from '../../address/atypical-criteria.ts';
import { formatInterval, formatScore, joinFacts } from '../../format.ts';
import { runOfClasses } from '../../address/filtered-address.ts';
import { useClassEffect } from '../scores/use-class-effect.ts';
import { useClassExtremes } from '../scores/use-class-extremes.ts';
import { ClassEnds } from './class-ends.tsx';
import type { ComparableRun } from './compare-documents.ts';
import styles from './classes-section.module.css';

interface Props {
  run: ComparableRun;
  /** Told apart from those of the other runs. */
  name: string;
  /** Of the class. */
  index: number;
  atypicalBy: AtypicalCriterion;
}

/** The most typical and most atypical datapoints of a class in one run. */
export function ClassOfRun({ run, name, index, atypicalBy }: Props) {
  const { summaries, shown, isStale } = useClassExtremes(run.id, atypicalBy);
  const summary = summaries?.find((one) => one.class.index === index);
  const effect = useClassEffect(run.id, run.measure)(index);
  return (
    <li className={`${styles.run} ${isStale && summaries ? page.stale : ''}`} aria-busy={isStale}>
      <div className={styles.name}>
        <p>
          <Link href={runOfClasses(run.id, { classes: [index], atypicalBy })}>{name}</Link>
        </p>
        <p>
          {joinFacts(
            run.method.name,
            ...(summary ? [`mean ${formatScore(summary.mean)} (${formatInterval(summary)})`] : []),
            ...(effect ? [effect] : []),
          )}
        </p>
      </div>
      {summaries && !summary?.typical.length ? (
        <p>No datapoint of this class has a score in this run.</p>
      ) : (
        <ClassEnds
          dataset={run.dataset.slug}
          run={run.id}
          runName={name}
          summary={summary}
          noneAtypical={
            shown === 'stable'
              ? `None is in the top 5 % with a probability of ${leastTopFraction} or more.`
              : 'None has a score.'
          }
        />
      )}
    </li>
  );
}
