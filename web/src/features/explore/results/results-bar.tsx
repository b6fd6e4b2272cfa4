'use client';

import { importedKey } from '@engram/core';
import { useContext } from 'react';
import { Choice } from '../../../components/choice.tsx';
import { formatAmount, formatCount } from '../../../format.ts';
import { exploreViews, imageSizes, type ExploreState } from '../../../address/explore-state.ts';
import { ordersOf } from '../../../address/score-orders.ts';
import { RunMeasure } from '../../scores/run-measure.ts';
import type { Filtered } from '../use-filtered.ts';
import styles from '../explore.module.css';

interface Props {
  /** null while the columns are on their way. */
  filtered: Filtered | null;
  /** Whether the ranking is more than noise. */
  isTrusted: boolean;
  state: Pick<ExploreState, 'view' | 'order' | 'size'>;
  change: (change: Partial<ExploreState>) => void;
}

/** How many datapoints pass the filters, and how they are shown: as a grid or a table, in which order. */
export function ResultsBar({ filtered, isTrusted, state, change }: Props) {
  const isImported = useContext(RunMeasure) === importedKey;
  return (
    <div className={styles.bar}>
      <p role="status">
        <span className={styles.count}>
          {filtered ? formatAmount(filtered.indices.length, 'datapoint') : '…'}
        </span>{' '}
        <span className={styles.hint}>
          {filtered ? `of ${formatCount(filtered.total)}` : 'counting'}
          {filtered?.isPartial ? '; one filter is still loading' : ''}
          {isTrusted ? '' : '; the ranking is noise'}
        </span>
      </p>
      <div className={styles.orders}>
        {state.view === 'grid' ? (
          <label className={styles.size}>
            Image size
            <input
              type="range"
              min={imageSizes.least}
              max={imageSizes.most}
              step={imageSizes.step}
              value={state.size}
              aria-valuetext={`${state.size} pixels`}
              onChange={(event) => change({ size: Number(event.target.value) })}
            />
          </label>
        ) : null}
        <Choice label="Show as" value={state.view} options={exploreViews} set={(view) => change({ view })} />
        <Choice
          label="Order"
          value={state.order}
          options={ordersOf(isImported, state.order)}
          set={(order) => change({ order })}
        />
      </div>
    </div>
  );
}
