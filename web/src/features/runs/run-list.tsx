'use client';

import { useState } from 'react';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import {
  isNarrowedList,
  parseRunListState,
  runListStateToSearch,
  widenedList,
  type RunListState,
} from '../../address/run-list-state.ts';
import { toggled } from '../../address/toggled.ts';
import { useUrlState } from '../../address/use-url-state.ts';
import { formatAmount } from '../../format.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { CompareBar } from './compare-bar.tsx';
import { NoRuns, TryNext } from './first-steps.tsx';
import { RunFilters } from './run-filters.tsx';
import type { ListedRun } from './run-list-document.ts';
import { RunRowsSkeleton } from './run-rows-skeleton.tsx';
import { RunTable } from './run-table.tsx';
import { useRunList } from './use-run-list.ts';
import styles from './run-list.module.css';

/** The runs: searched, narrowed, ordered, and chosen to be compared. */
export function RunList() {
  const [state, change] = useUrlState<RunListState>(parseRunListState, runListStateToSearch);
  const { runs, total, ofExperiments, error, isStale, more, retry } = useRunList(state);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const isNarrowed = isNarrowedList(state);
  const isEmpty = runs?.length === 0 && ofExperiments === 0 && !isNarrowed;
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <Head
        count={countLabel(runs, total, isNarrowed, state)}
        ofExperiments={ofExperiments}
        state={state}
        change={change}
      />
      <Trouble error={error} hasData={Boolean(runs)} />
      {isEmpty ? null : <RunFilters state={state} change={change} />}
      {runs ? (
        isEmpty ? (
          <NoRuns />
        ) : (
          <>
            {runs.length === 0 ? (
              <NoneListed isNarrowed={isNarrowed} state={state} change={change} />
            ) : (
              <>
                <CompareBar
                  runs={runs.filter(({ id }) => chosen.includes(id))}
                  clear={() => setChosen([])}
                  changed={retry}
                />
                <RunTable
                  runs={runs}
                  order={state.order}
                  isStale={isStale}
                  chosen={chosen}
                  choose={(id) => setChosen(toggled(chosen, id))}
                />
              </>
            )}
            {isNarrowed || more ? null : <TryNext runs={runs} total={total} />}
            {more ? (
              <p className={styles.more}>
                <button type="button" onClick={more}>
                  Show older runs
                </button>
              </p>
            ) : null}
          </>
        )
      ) : error && !isUnavailable(error) ? null : (
        <RunRowsSkeleton />
      )}
    </main>
  );
}

interface HeadProps {
  count: string;
  ofExperiments: number;
  state: RunListState;
  change: (change: Partial<RunListState>) => void;
}

/** How many runs there are; those that experiments asked for, which have a page of their own, are listed when they are wanted. */
const Head = ({ count, ofExperiments, state: { experiments }, change }: HeadProps) => (
  <div className={styles.head}>
    <h1>Runs</h1>
    <p role="status">{count}</p>
    {ofExperiments > 0 ? (
      <p className={styles.others}>
        {formatAmount(ofExperiments, 'run')} of experiments {experiments ? 'among them.' : 'not listed.'}{' '}
        <button
          type="button"
          aria-label={`${experiments ? 'Leave out' : 'List'} runs of experiments`}
          onClick={() => change({ experiments: !experiments })}
        >
          {experiments ? 'Leave out' : 'List'} these
        </button>
      </p>
    ) : null}
  </div>
);

const NoneListed = ({
  isNarrowed,
  state,
  change,
}: Omit<HeadProps, 'count' | 'ofExperiments'> & { isNarrowed: boolean }) => (
  <p className={`${page.card} ${styles.none}`}>
    {isNarrowed ? 'No run matches.' : 'All runs belong to experiments.'}{' '}
    {isNarrowed ? (
      <button type="button" onClick={() => change(widenedList(state))}>
        Show all
      </button>
    ) : null}
  </p>
);

function countLabel(
  listed: readonly ListedRun[] | undefined,
  total: number,
  isNarrowed: boolean,
  { order }: RunListState,
): string {
  if (!listed?.length) return isNarrowed ? '' : 'Which datapoints do self-supervised encoders memorize?';
  const runs = `${formatAmount(total, 'run')}${isNarrowed ? ' found' : ''}`;
  const shown = listed.length;
  const part = shown < total ? `, the newest ${shown} shown${order === 'newest' ? '' : ' in order'}` : '';
  const waiting = listed.filter(({ status }) => status === 'QUEUED').length;
  const last =
    order === 'newest' && waiting > 0 && waiting < shown ? ` ${waiting} waiting, listed last.` : '';
  return `${runs}${part}.${last} A score above 0 means that the encoders memorized the datapoint.`;
}
