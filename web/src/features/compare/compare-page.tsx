'use client';

import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { compareStateToSearch, parseCompareState } from '../../address/compare-state.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { chooseRuns } from './choose-runs.ts';
import { ClassesSection } from './classes-section.tsx';
import { CompareControls } from './compare-controls.tsx';
import { ComparableRunsDocument } from './compare-documents.ts';
import { MatrixSection } from './matrix-section.tsx';
import { NothingToCompare } from './nothing-to-compare.tsx';
import { CiteButton } from '../snapshot/cite-button.tsx';
import { useUrlState } from '../../address/use-url-state.ts';
import styles from './compare-page.module.css';

/** How far the rankings of a dataset's runs agree, run by run. */
export function ComparePage() {
  const [state, change] = useUrlState(parseCompareState, compareStateToSearch);
  const { data, error, retry } = useLiveQuery(ComparableRunsDocument, { dataset: state.dataset });
  const choice = data && chooseRuns(data.runs.nodes, state);
  return (
    <main id="content" className={`${page.page} ${styles.page}`} tabIndex={-1}>
      <div className={styles.head}>
        <div>
          <h1>Compare</h1>
          <p>
            Do methods, encoders and settings agree on which datapoints are memorized? Open a cell to see
            where two runs disagree.
          </p>
        </div>
        {choice && choice.chosen.length > 1 ? (
          <CiteButton
            runs={choice.chosen.map(({ id }) => id)}
            title={choice.chosen
              .map(({ name }) => name)
              .join(', ')
              .slice(0, 300)}
          />
        ) : null}
      </div>
      <Trouble error={error} hasData={Boolean(data)} />
      {data && choice ? (
        <>
          <CompareControls
            datasets={data.datasets}
            choice={choice}
            total={data.runs.totalCount}
            state={state}
            change={change}
          />
          {choice.chosen.length < 2 ? (
            <NothingToCompare choice={choice} dataset={state.dataset} retry={retry} />
          ) : (
            <>
              <MatrixSection runs={choice.chosen} state={state} />
              <ClassesSection runs={choice.chosen} state={state} change={change} />
            </>
          )}
        </>
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.skeleton} role="status" aria-label="The runs are being loaded" />
      )}
    </main>
  );
}
