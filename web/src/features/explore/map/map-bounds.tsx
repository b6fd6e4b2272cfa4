'use client';

import { extent } from 'd3-array';
import { useMemo } from 'react';
import type { ExploreState } from '../../../address/explore-state.ts';
import type { Explored } from '../../../columns/cross-filter.ts';
import { boundsOfLasso, lassoOfBounds, type Bounds, type Extent } from '../../../columns/rectangle.ts';
import { NumberField } from '../facets/number-field.tsx';
import styles from '../scatter/scatter-section.module.css';

interface Props {
  places: NonNullable<Explored['places']>;
  state: ExploreState;
  change: (change: Partial<ExploreState>) => void;
}

/** No place lies outside of these. */
const [lowest, highest] = [-1e9, 1e9];

/** Bounds on the places, typed: a lasso with four corners, for who cannot draw one. */
export function MapBounds({ places, state, change }: Props) {
  const whole = useMemo<Extent>(() => ({ x: ends(places.x), y: ends(places.y) }), [places]);
  const bounds = boundsOfLasso(state.mapLasso, whole);
  const field = (label: string, key: keyof Bounds, [low, high]: readonly [number, number]) => (
    <NumberField
      label={label}
      value={bounds[key]}
      low={low}
      high={high}
      set={(value) => {
        // A field that is left as it was keeps a lasso that was drawn.
        if (value !== bounds[key]) change({ mapLasso: lassoOfBounds({ ...bounds, [key]: value }, whole) });
      }}
    />
  );
  return (
    <>
      <div className={styles.bounds}>
        {field('Horizontal place, at least', 'xFrom', [lowest, bounds.xTo ?? highest])}
        {field('Horizontal place, at most', 'xTo', [bounds.xFrom ?? lowest, highest])}
      </div>
      <div className={styles.bounds}>
        {field('Vertical place, at least', 'yFrom', [lowest, bounds.yTo ?? highest])}
        {field('Vertical place, at most', 'yTo', [bounds.yFrom ?? lowest, highest])}
      </div>
    </>
  );
}

function ends(values: Float32Array): [number, number] {
  const [least = 0, most = 1] = extent(values);
  return [least, most];
}
