'use client';

import { measureCards, type MeasureKey } from '@engram/core';
import type { MouseEvent } from 'react';
import { scoresSpec } from '../../../charts/specs/intervals.ts';
import { AxisFoot } from '../../../components/chart-table/axis-foot.tsx';
import { ColumnHeads, type ColumnHead } from '../../../components/column-heads.tsx';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { formatAmount } from '../../../format.ts';
import { useLiveQuery } from '../../../graphql/use-live-query.ts';
import { rememberList } from '../../../address/list-of-origin.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { ordersOf } from '../../../address/score-orders.ts';
import { isFiltered, toScoresVariables, type RunState } from '../../../address/url-state.ts';
import type { ChangeRunState } from '../../run/use-run-state.ts';
import { commonSides, noEncoders } from '../../../messages/encoder-messages.ts';
import { scoreTitle } from '../../../messages/measure-labels.ts';
import { Trouble } from '../../../components/callout/trouble.tsx';
import { Choice } from '../../../components/choice.tsx';
import { filledColumns, type OptionalColumn } from './filled-columns.ts';
import { Pager } from './pager.tsx';
import { ScoreRow } from './score-row.tsx';
import { ScoresDocument, scoresPageSize } from '../scores-document.ts';
import styles from './scores-table.module.css';

interface Props {
  id: string;
  /** Short name of the dataset. */
  dataset: string;
  state: RunState;
  change: ChangeRunState;
  /** What the run measured; null = the scores were made elsewhere. */
  measure: MeasureKey | null;
}

/** What was measured under the encoders of one side. */
const sideOf = (measure: MeasureKey | null, encoders: string) =>
  measure === null || measure === 'alignment' ? (
    <>
      L<sub>align</sub> {encoders}
    </>
  ) : (
    `${measureCards[measure].name} ${encoders}`
  );
const columnsOf = (
  measure: MeasureKey | null,
  hasSides: boolean,
  filled: ReadonlySet<OptionalColumn>,
): readonly ColumnHead[] => {
  const ifFilled = (column: OptionalColumn, head: Pick<ColumnHead, 'title' | 'isWide'>): ColumnHead[] =>
    filled.has(column) ? [{ ...head, kind: 'number' }] : [];
  return [
    { title: 'Datapoint' },
    { title: scoreTitle(measure), kind: 'number' },
    { title: 'Interval', kind: 'mark', className: styles.mark },
    ...ifFilled('topFraction', { title: 'P(top 5 %)' }),
    { title: 'Percentile', kind: 'number' },
    ...ifFilled('alignmentOut', { title: sideOf(measure, 'without'), isWide: true }),
    ...ifFilled('alignmentIn', { title: sideOf(measure, 'with'), isWide: true }),
    ...ifFilled('relativeValue', { title: 'Relative', isWide: true }),
    ...(hasSides ? [{ title: 'Encoders', kind: 'number', isWide: true } as const] : []),
  ];
};

/** The scores under the filters, a page at a time. */
export function ScoresTable({ id, dataset, state, change, measure }: Props) {
  const { data, error, isStale } = useLiveQuery(ScoresDocument, toScoresVariables(id, state, scoresPageSize));
  const scores = data?.scores;
  const nodes = scores?.nodes ?? [];
  const sides = commonSides(nodes);
  const filled = filledColumns(measure);
  const columns = columnsOf(measure, sides === null, filled);
  const { x } = scoresSpec('Scores', 'datapoint', nodes, (at) => String(nodes[at]!.datapoint.index));
  const remember = (event: MouseEvent): void => {
    const row = (event.target as Element).closest('a')?.closest('tr');
    const indices = nodes.map(({ datapoint }) => datapoint.index);
    if (row) rememberList(shortRunId(id), indices, row.sectionRowIndex);
  };
  return (
    <section aria-labelledby="scores">
      <div className={styles.head}>
        <div>
          <h2 id="scores">Scores</h2>
          <p className={styles.total} role="status">
            {scores
              ? `${formatAmount(scores.totalCount, 'datapoint')}${isFiltered(state) ? ' under the filters' : ''}`
              : '\u00a0'}
          </p>
        </div>
        <Choice
          label="Order"
          value={state.order}
          options={ordersOf(measure === null, state.order)}
          set={(order) => change({ order })}
        />
      </div>
      <Trouble error={error} hasData={Boolean(scores)} />
      <div className={`${page.card} ${styles.frame} ${isStale && scores ? page.stale : ''}`}>
        {scores?.nodes.length === 0 ? (
          <p className={styles.none}>
            No datapoint has such a score. Widen the range or choose other classes.
          </p>
        ) : (
          <table className={`${table.table} ${styles.table}`} aria-busy={isStale}>
            <thead>
              <ColumnHeads columns={columns} />
            </thead>
            <tbody onClickCapture={remember}>
              {nodes.map((score) => (
                <ScoreRow key={score.id} run={id} {...{ dataset, score, sides, filled }} axis={x} />
              ))}
            </tbody>
            {nodes.length > 0 ? <AxisFoot axis={x} label="score" columns={columns} /> : null}
          </table>
        )}
      </div>
      <CommonSides sides={sides} />
      <Pager pageInfo={scores?.pageInfo} goTo={(position) => change({ page: position })} />
    </section>
  );
}

/** What the table leaves out as a column; nothing for scores made elsewhere, which have no encoders. */
function CommonSides({ sides }: { sides: string | null }) {
  if (sides === null || sides === noEncoders) return null;
  return <p className={styles.total}>Encoders of each of these datapoints: {sides}.</p>;
}
