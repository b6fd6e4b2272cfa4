'use client';

import type { RepresentationMap, ScoreArrays } from '@engram/core';
import { useMemo } from 'react';
import type { ExploreState } from '../../address/explore-state.ts';
import { countTops } from '../../columns/ranking-agreement.ts';
import type { Explored } from '../../columns/cross-filter.ts';
import { insideLasso } from '../../columns/inside-lasso.ts';
import { otherScores } from '../../columns/other-scores.ts';
import { placesOn } from '../../columns/places-on-map.ts';
import { percentilesOf } from '../../columns/percentiles.ts';
import type { ScatterAxes } from '../../charts/specs/scatter.ts';
import { taggedColumn, type TagPositions } from '../../columns/tag-column.ts';

/**
 * What the filters look at, once the columns of the run are there.
 * @param positions null while the tags are on their way @param axes of the scatter that the lasso is drawn over @param map null while it is not shown, or on its way
 */
export function useExplored(
  run: string,
  arrays: ReadonlyMap<string, ScoreArrays>,
  positions: TagPositions | null,
  {
    agree,
    top,
    tags,
    against,
    lasso,
    mapLasso,
  }: Pick<ExploreState, 'agree' | 'top' | 'tags' | 'against' | 'lasso' | 'mapLasso'>,
  axes: ScatterAxes | null,
  map: RepresentationMap | null = null,
): Explored | null {
  const own = arrays.get(run);
  const percentile = useMemo(() => own && percentilesOf(own), [own]);
  const identifiable = useMemo(() => own && Uint8Array.from(own.rank, (rank) => (rank > 0 ? 1 : 0)), [own]);
  const tops = useMemo(() => {
    const others = agree.map((id) => arrays.get(id));
    if (!own || others.length === 0 || others.includes(undefined)) return null;
    return countTops([own, ...(others as ScoreArrays[])], top);
  }, [own, arrays, agree, top]);
  // While no tag is asked for, tagging changes nothing here.
  const wanted = tags.length > 0 ? positions : null;
  const tagged = useMemo(
    () => (own && wanted ? taggedColumn(wanted, tags, own.count) : null),
    [own, wanted, tags],
  );
  const across = against === null ? undefined : arrays.get(against);
  const other = useMemo(() => (own && across ? otherScores(own, across) : null), [own, across]);
  const otherPercentile = useMemo(
    () => (own && across ? otherScores(own, across, percentilesOf(across)) : null),
    [own, across],
  );
  const lassoed = useMemo(() => {
    if (!own || !percentile || !other || !otherPercentile || lasso.length === 0) return null;
    return axes === 'percentile'
      ? insideLasso(percentile, otherPercentile, lasso)
      : insideLasso(own.value, other, lasso);
  }, [own, percentile, other, otherPercentile, lasso, axes]);
  const places = useMemo(() => (own && map ? placesOn(map, own) : null), [own, map]);
  const mapped = useMemo(
    () => (places && mapLasso.length > 0 ? insideLasso(places.x, places.y, mapLasso) : null),
    [places, mapLasso],
  );
  return useMemo(
    () =>
      own && percentile && identifiable
        ? { ...own, percentile, identifiable, tops, tagged, other, otherPercentile, lassoed, places, mapped }
        : null,
    [own, percentile, identifiable, tops, tagged, other, otherPercentile, lassoed, places, mapped],
  );
}
