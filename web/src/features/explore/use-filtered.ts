'use client';

import { roleOfCode, type SplitRole } from '@engram/core';
import { useMemo } from 'react';
import type { ExploreState } from '../../address/explore-state.ts';
import { binsOf, countBins, edgesOf, type ScoreBins } from '../../columns/bin-values.ts';
import {
  facetCounts,
  failuresAside,
  passing,
  withRange,
  type Explored,
  type Failures,
} from '../../columns/cross-filter.ts';
import { orderPositions } from '../../columns/order-positions.ts';
import { rateCounts } from '../../columns/rate-counts.ts';
import type { Range } from '../../charts/specs/histogram.ts';
import { positionOf, tagCounts, type TagPositions } from '../../columns/tag-column.ts';

const noRoles: ReadonlyMap<number, number> = new Map();
/** Bins of the histogram to brush. */
const binCount = 60;

export interface Filtered {
  /** Indices of the datapoints that pass every filter, in the order chosen. */
  indices: Int32Array;
  /** Of the run. */
  total: number;
  bins: ScoreBins;
  classCounts: ReadonlyMap<number, number>;
  /** Of a datapoint by its index; null for a run without roles. */
  roleOf: ((index: number) => SplitRole | null) | null;
  /** Of every role in the run, by its code; 0 = none. */
  roleCounts: ReadonlyMap<number, number>;
  /** 1 = identifiable, 0 = not. */
  identifiableCounts: ReadonlyMap<number, number>;
  /** Datapoints memorized at each stated rate; empty where none was tested. */
  rateCounts: ReadonlyMap<number, number>;
  /** null while the tags are on their way. */
  tagCounts: ReadonlyMap<string, number> | null;
  /** Whether runs that are to agree, tags, the run of the second axis, or the map are still on their way, so that this filter does not act yet. */
  isPartial: boolean;
  /** [N] which filters each datapoint of the run fails. */
  failed: Failures;
}

/**
 * What the filters leave; null until the columns are there.
 * @param dragged the range of scores of a drag that has not ended
 */
export function useFiltered(
  explored: Explored | null,
  state: ExploreState,
  dragged: Range | null,
  positions: TagPositions | null,
): Filtered | null {
  // Of the run itself: what is laid beside its columns, such as a lasso, changes neither order nor edges.
  const columns = explored?.value;
  const edges = useMemo(() => explored && edgesOf(explored.value, binCount), [columns]);
  const order = useMemo(() => explored && orderPositions(explored, state.order), [columns, state.order]);
  const ordered = useMemo(
    () => explored && order && order.map((position) => explored.index[position]!),
    [columns, order],
  );
  const codes = useMemo(() => explored && codesOf(explored.role), [columns]);
  const roleOf = useMemo(() => {
    if (!explored || !codes || codes.every((code) => code === 0)) return null;
    const { index, role } = explored;
    return (one: number) => roleOfCode(role[positionOf(index, one)] ?? 0);
  }, [columns, codes]);
  const aside = useMemo(() => explored && failuresAside(explored, state), [explored, state]);
  const failed = useMemo(
    () => explored && aside && withRange(explored.value, aside, dragged ?? state),
    [explored, aside, state, dragged],
  );
  const binned = useMemo(() => explored && edges && binsOf(explored.value, edges), [columns, edges]);
  const bins = useMemo(() => binned && aside && edges && countBins(binned, aside, edges), [binned, aside]);
  // The list stays the same while a tag changes that nothing is filtered by: the grid does not scroll.
  const indices = useMemo(
    () => order && failed && ordered && passing(order, failed, ordered),
    [order, ordered, failed],
  );
  const isLoading = explored !== null && isPartial(explored, state);
  return useMemo(() => {
    if (!explored || !bins || !indices || !failed) return null;
    return {
      indices,
      total: explored.count,
      bins,
      classCounts: facetCounts(explored.class, failed, 'class'),
      roleOf,
      roleCounts: roleOf && codes ? countEach(codes, facetCounts(explored.role, failed, 'role')) : noRoles,
      identifiableCounts: facetCounts(explored.identifiable, failed, 'identifiable'),
      rateCounts: rateCounts(explored.fdr, failed),
      tagCounts: positions && tagCounts(positions, failed),
      isPartial: isLoading,
      failed,
    };
  }, [explored, bins, indices, failed, positions, isLoading, codes, roleOf]);
}

/** Whether what a filter looks at is still on its way. */
const isPartial = (
  { tops, tagged, commented, other, mapped }: Explored,
  asked: Pick<ExploreState, 'agree' | 'tags' | 'commented' | 'against' | 'mapLasso'>,
): boolean =>
  (asked.agree.length > 0 && tops === null) ||
  (asked.tags.length > 0 && tagged === null) ||
  (asked.commented && commented === null) ||
  (asked.against !== null && other === null) ||
  (asked.mapLasso.length > 0 && mapped === null);

/** Codes of the roles that occur in a run, ascending. */
function codesOf(role: Uint8Array): number[] {
  const occurs: boolean[] = [];
  for (const code of role) occurs[code] = true;
  return [...occurs.keys()].filter((code) => occurs[code]);
}

/** A part of which nothing is left is said to be empty; it does not disappear. */
const countEach = (codes: readonly number[], counts: ReadonlyMap<number, number>): Map<number, number> =>
  new Map(codes.map((code) => [code, counts.get(code) ?? 0]));
