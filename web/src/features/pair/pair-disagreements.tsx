'use client';

import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { formatAmount } from '../../format.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import type { PairState } from '../../address/pair-state.ts';
import { shortRunId } from '../../address/run-address.ts';
import { ClassDiff } from './class-diff.tsx';
import { DisagreementList } from './disagreement-list.tsx';
import { PairScatter } from './pair-scatter.tsx';
import {
  ClassDifferencesDocument,
  DisagreementsDocument,
  type PairData,
  type PairRun,
} from './pair-documents.ts';
import { disagreementVariables } from './pair-variables.ts';
import styles from './pair-page.module.css';

interface Props {
  runs: readonly [PairRun, PairRun];
  cell: PairData['agreement']['cells'][number];
  state: PairState;
  change: (change: Partial<PairState>) => void;
}

/** The datapoints on which two runs disagree most, in each direction, and the two class by class. */
export function PairDisagreements({ runs, cell, state, change }: Props) {
  const comparable = cell.differingKeys.length === 0;
  const [a, b] = runs;
  const ids = { a: shortRunId(a.id), b: shortRunId(b.id) };
  const { data, error, isStale } = useLiveQuery(DisagreementsDocument, disagreementVariables(ids, state));
  const classes = usePartQuery(ClassDifferencesDocument, { ...ids, comparable }).data?.disagreements.byClass;
  const found = data?.disagreements;
  const chosen = classes?.filter((row) => row.class && state.classes.includes(row.class.index));
  return (
    <>
      <PairScatter runs={runs} cell={cell} classes={classes} state={state} change={change} />
      <section className={styles.section} aria-labelledby="disagreements">
        <h2 id="disagreements">Largest disagreements</h2>
        <p className={styles.text} role="status">
          {found
            ? `Differences of percentiles over ${formatAmount(found.count, 'datapoint')}${chosen && chosen.length > 0 ? ` of class ${chosen.map((row) => row.class!.name).join(', ')}` : ''} with a score in both runs. A percentile is a position in the whole ranking of the run; 100 is the most memorized.`
            : '\u00a0'}
        </p>
        <Trouble error={error} hasData={Boolean(found)} />
        {found ? (
          <div className={`${styles.directions} ${isStale ? page.stale : ''}`}>
            <DisagreementList title={`Higher in a, ${a.name}`} side="a" runs={runs} found={found.higherInA} />
            <DisagreementList title={`Higher in b, ${b.name}`} side="b" runs={runs} found={found.higherInB} />
          </div>
        ) : error && !isUnavailable(error) ? null : (
          <div className={styles.space} aria-busy="true" />
        )}
      </section>
      {classes ? (
        <ClassDiff rows={classes} runs={runs} comparable={comparable} state={state} change={change} />
      ) : null}
    </>
  );
}
