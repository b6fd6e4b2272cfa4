'use client';

import { ApiAway } from '../../components/api-away.tsx';
import page from '../../components/page.module.css';
import { Refusal } from '../../components/refusal.tsx';
import type { CompareState } from '../../compare-state.ts';
import { isAway } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { AgreementMatrix } from './agreement-matrix.tsx';
import { AgreementDocument, type ComparableRun } from './compare-documents.ts';
import { DifferenceTable } from './difference-table.tsx';
import { matrixWords } from './matrix-words.ts';
import { levelOf } from '../../charts/level.ts';
import styles from './matrix.module.css';

/** The matrix with what is needed to read it. */
export function MatrixSection({ runs, state }: { runs: readonly ComparableRun[]; state: CompareState }) {
  const variables = { runs: runs.map((run) => run.id), top: state.top };
  const { data, error, isStale } = useLiveQuery(AgreementDocument, variables);
  const agreement = data?.agreement;
  const isOfThese = agreement?.cells.every(
    ({ a, b }) => variables.runs.includes(a) && variables.runs.includes(b),
  );
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="matrix">
      <h2 id="matrix">Agreement of the rankings</h2>
      <p className={styles.words}>{agreement ? matrixWords(state, agreement.cells) : '\u00a0'}</p>
      {isAway(error) ? <ApiAway hasData={Boolean(agreement)} /> : error ? <Refusal error={error} /> : null}
      {agreement && isOfThese ? (
        <div className={isStale ? page.stale : undefined}>
          <AgreementMatrix runs={runs} agreement={agreement} state={state} />
          <ul className={styles.legend} aria-label="Colours">
            {[0, 0.25, 0.5, 0.75, 1].map((value) => (
              <li key={value} className={styles[levelOf(value)]}>
                {value === 0 ? '0 or less' : value}
              </li>
            ))}
          </ul>
          <DifferenceTable runs={runs} cells={agreement.cells} />
        </div>
      ) : error && !isAway(error) ? null : (
        <div className={styles.space} aria-busy="true" />
      )}
    </section>
  );
}
