'use client';

import { useMemo, useState } from 'react';
import {
  exploreStateToSearch,
  axesOf,
  parseExploreState,
  withoutMap,
  withoutSecondRun,
  type ExploreState,
} from '../../address/explore-state.ts';
import { shortRunId } from '../../address/run-address.ts';
import type { Range } from '../../charts/specs/histogram.ts';
import type { ScatterAxes } from '../../charts/specs/scatter.ts';
import { bits, type Explored } from '../../columns/cross-filter.ts';
import { positionOf } from '../../columns/tag-column.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { useUrlState } from '../../address/use-url-state.ts';
import { withLabels } from '../../messages/run-labels.ts';
import type { Run } from '../run/run-document.ts';
import { ExploreFacetsDocument, type FacetData } from './explore-documents.ts';
import { useSecondRun, type SecondRun } from './scatter/use-second-run.ts';
import { useColumns, type Columns } from './use-columns.ts';
import { useExplored } from './use-explored.ts';
import { useMap, type LoadedMap } from './map/use-map.ts';
import { useFiltered, type Filtered } from './use-filtered.ts';
import { useTags, type Tags } from './use-tags.ts';

export interface ExplorerData {
  /** The filters, order and view, as the address has them. */
  state: ExploreState;
  /** Changes the address, and ends a drag. */
  commit: (change: Partial<ExploreState>) => void;
  /** The range of scores being dragged, or else that of the address. */
  range: Range;
  /** Takes the range of a drag that has not ended. */
  preview: (range: Range) => void;
  /** Classes and runs to choose from; undefined while they are on their way. */
  facets: FacetData | undefined;
  retryFacets: () => void;
  columns: Pick<Columns, 'problem' | 'retry'>;
  tags: Tags;
  /** The run of the second axis. */
  secondRun: SecondRun;
  /** What the axes of the scatter count; null while it is unknown whether scores may be compared. */
  axes: ScatterAxes | null;
  /** Datapoints with a comment that pass all other filters; null while they are being counted. */
  commentedCount: number | null;
  /** What is known of the map of the run. */
  map: LoadedMap;
  /** What the filters look at; null while the columns are on their way. */
  explored: Explored | null;
  /** What the filters leave; null while the columns are on their way. */
  filtered: Filtered | null;
}

const countCommented = (
  commented: readonly number[],
  { index }: Explored,
  { failed }: Pick<Filtered, 'failed'>,
): number =>
  commented.filter((one) => {
    const position = positionOf(index, one);
    return position >= 0 && (failed[position]! & ~bits.comment) === 0;
  }).length;

/** With runs that can be told apart, those that experiments asked for last: they are many. */
const labelled = (data: FacetData): FacetData => ({
  ...data,
  runs: { ...data.runs, nodes: withLabels([...data.runs.nodes, ...data.runsOfExperiments.nodes]) },
});

/** All that the explorer of a run shows: what was loaded, what is filtered by, and what that leaves. */
export function useExplorer(run: Run): ExplorerData {
  const own = shortRunId(run.id);
  const [state, change] = useUrlState<ExploreState>(parseExploreState, exploreStateToSearch);
  const [dragged, setDragged] = useState<Range | null>(null);
  const { data, retry: retryFacets } = usePartQuery(ExploreFacetsDocument, {
    run: own,
    dataset: run.dataset.slug,
  });
  const facets = useMemo(() => data && labelled(data), [data]);
  const { arrays, problem, retry } = useColumns([
    own,
    ...state.agree,
    ...(state.against === null ? [] : [state.against]),
  ]);
  const tags = useTags(run.dataset.slug, arrays.get(own)?.index);
  const siblings = (facets?.runs.nodes ?? []).map(({ id }) => shortRunId(id));
  const secondRun = useSecondRun(own, state.against, siblings);
  const joined = secondRun.isJoinable ? state.against : null;
  const cell = secondRun.pair?.cell;
  const axes = axesOf(state, cell ? cell.differingKeys.length === 0 : null);
  const map = useMap(own, state.map);
  const { commented } = tags;
  const asked = { ...state, against: joined };
  const explored = useExplored(own, arrays, tags.positions, asked, axes, map.map, commented);
  const isIncomparable = secondRun.error !== null;
  const hasNoMap = facets !== undefined && !facets.run?.representationMap;
  const filters = useMemo(() => {
    const comparable = isIncomparable ? withoutSecondRun(state) : state;
    return hasNoMap ? withoutMap(comparable) : comparable;
  }, [isIncomparable, hasNoMap, state]);
  const filtered = useFiltered(explored, filters, dragged, tags.positions);
  const commit = (next: Partial<ExploreState>): void => {
    setDragged(null);
    change(next);
  };
  return {
    state,
    commit,
    range: dragged ?? state,
    preview: setDragged,
    facets,
    retryFacets,
    columns: { problem, retry },
    tags,
    secondRun,
    axes,
    commentedCount: explored && filtered && commented ? countCommented(commented, explored, filtered) : null,
    map,
    explored,
    filtered,
  };
}
