'use client';

import { levelClass } from '../../charts/page/level-class.ts';
import { agreementSpec } from '../../charts/specs/agreement.ts';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { measures, type CompareState } from '../../address/compare-state.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { AgreementMatrix } from './agreement-matrix.tsx';
import { namesOf, type OfferedRun } from './choose-runs.ts';
import { AgreementDocument } from './compare-documents.ts';
import { DifferenceTable } from './difference-table.tsx';
import { matrixMessage } from './matrix-message.ts';
import styles from './matrix.module.css';

/** The matrix with what is needed to read it. */
export function MatrixSection({ runs, state }: { runs: readonly OfferedRun[]; state: CompareState }) {
  const variables = { runs: runs.map((run) => run.id), top: state.top };
  const { data, error, isStale } = useLiveQuery(AgreementDocument, variables);
  const agreement = data?.agreement;
  const isOfThese = agreement?.cells.every(
    ({ a, b }) => variables.runs.includes(a) && variables.runs.includes(b),
  );
  const { measure } = state;
  const measureLabel = measures[measure].label;
  const spec =
    agreement && isOfThese
      ? agreementSpec({ runs, names: namesOf(runs), cells: agreement.cells, measure, measureLabel })
      : null;
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="matrix">
      <div className={styles.head}>
        <h2 id="matrix">Agreement of the rankings</h2>
        {spec ? (
          <ul className={styles.legend} aria-label="Colours">
            {spec.legend.map(({ label }, at) => (
              <li key={label} className={levelClass(at / (spec.legend.length - 1))}>
                {label}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <p className={styles.text}>{agreement ? matrixMessage(state, agreement.cells) : '\u00a0'}</p>
      <Trouble error={error} hasData={Boolean(agreement)} />
      {agreement && spec ? (
        <div className={isStale ? page.stale : undefined}>
          <AgreementMatrix spec={spec} runs={runs} agreement={agreement} state={state} />
          <DifferenceTable runs={runs} cells={agreement.cells} />
        </div>
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.space} aria-busy="true" />
      )}
    </section>
  );
}
