'use client';

import { initialExploreState, type ExploreState } from '../../../address/explore-state.ts';
import { NumberField } from '../facets/number-field.tsx';
import styles from './scatter-section.module.css';

interface Props {
  /** Of the run across, and the run up. */
  names: readonly [string, string];
  state: ExploreState;
  change: (change: Partial<ExploreState>) => void;
}

/** No score lies outside of these, whatever the distance. */
const [lowest, highest] = [-1e9, 1e9];

/** Bounds on both scores, typed: what a lasso does, for who cannot draw. */
export function ScatterBounds({ names: [across, up], state, change }: Props) {
  const field = (label: string, key: 'from' | 'to' | 'otherFrom' | 'otherTo') => (
    <NumberField
      label={label}
      value={state[key]}
      low={lowest}
      high={highest}
      set={(value) => change({ [key]: value })}
    />
  );
  return (
    <div className={styles.fields}>
      <div className={styles.bounds}>
        {field(`Score in ${across}, at least`, 'from')}
        {field(`Score in ${across}, at most`, 'to')}
      </div>
      <div className={styles.bounds}>
        {field(`Score in ${up}, at least`, 'otherFrom')}
        {field(`Score in ${up}, at most`, 'otherTo')}
      </div>
      <button
        type="button"
        disabled={state.lasso.length === 0}
        onClick={() => change({ lasso: initialExploreState.lasso })}
      >
        Clear the lasso
      </button>
    </div>
  );
}
