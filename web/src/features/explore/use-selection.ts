'use client';

import { useMemo } from 'react';
import type { ExploreState } from '../../explore-state.ts';
import { binValues, edgesOf, type ScoreBins } from './bin-values.ts';
import { classCounts, failures, passing, type Explored } from './cross-filter.ts';
import { orderPositions } from './order-positions.ts';
import type { Range } from './score-brush.tsx';

/** Bins of the histogram to brush. */
const binCount = 60;

export interface Selection {
  /** Indices of the datapoints that pass every filter, in the order chosen. */
  indices: Int32Array;
  /** Of the run. */
  total: number;
  bins: ScoreBins;
  classCounts: ReadonlyMap<number, number>;
  /** Whether runs that are to agree are still on their way, so that this filter does not act yet. */
  isPartial: boolean;
}

/**
 * What the filters leave; null until the columns are there.
 * @param dragged the range of scores under the reader's hand, before it is let go
 */
export function useSelection(
  explored: Explored | null,
  state: ExploreState,
  dragged: Range | null,
): Selection | null {
  const edges = useMemo(() => explored && edgesOf(explored.value, binCount), [explored]);
  const order = useMemo(() => explored && orderPositions(explored, state.order), [explored, state.order]);
  const failed = useMemo(
    () => explored && failures(explored, { ...state, ...dragged }),
    [explored, state, dragged],
  );
  return useMemo(() => {
    if (!explored || !edges || !order || !failed) return null;
    return {
      indices: passing(order, failed).map((position) => explored.index[position]!),
      total: explored.count,
      bins: binValues(explored, failed, edges),
      classCounts: classCounts(explored, failed),
      isPartial: state.agree.length > 0 && explored.tops === null,
    };
  }, [explored, edges, order, failed, state.agree.length]);
}
