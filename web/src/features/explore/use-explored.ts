'use client';

import type { RepresentationMap, ScoreArrays } from '@engram/core';
import { useMemo } from 'react';
import type { ExploreState } from '../../address/explore-state.ts';
import { bytesOf } from '../../columns/bytes-of.ts';
import { countTops } from '../../columns/ranking-agreement.ts';
import type { Explored } from '../../columns/cross-filter.ts';
import { insideLasso } from '../../columns/inside-lasso.ts';
import { otherScores } from '../../columns/other-scores.ts';
import { placesOn } from '../../columns/places-on-map.ts';
import { percentilesOf } from '../../columns/percentiles.ts';
import type { ScatterAxes } from '../../charts/specs/scatter.ts';
import { taggedColumn, tagPositions, type TagPositions } from '../../columns/tag-column.ts';

type Asked = Pick<ExploreState, 'agree' | 'top' | 'tags' | 'against' | 'lasso' | 'mapLasso' | 'commented'>;

/**
 * What the filters look at, once the columns of the run are there.
 * @param positions null while the tags are on their way @param axes of the scatter that the lasso is drawn over @param map null while it is not shown, or on its way
 * @param commentedIndices of the dataset; undefined while they are on their way
 */
export function useExplored(
  run: string,
  arrays: ReadonlyMap<string, ScoreArrays>,
  positions: TagPositions | null,
  asked: Asked,
  axes: ScatterAxes | null,
  map: RepresentationMap | null = null,
  commentedIndices: readonly number[] | undefined = undefined,
): Explored | null {
  const { agree, top, tags, against, lasso, mapLasso } = asked;
  const own = arrays.get(run);
  const percentile = useMemo(() => own && percentilesOf(own), [own]);
  const identifiable = useMemo(() => own && bytesOf(own.rank, (rank) => (rank > 0 ? 1 : 0)), [own]);
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
  const commented = useCommentedColumn(own, asked.commented ? commentedIndices : undefined);
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
  const { places, mapped } = useMapColumns(own, map, mapLasso);
  return useMemo(
    () =>
      own && percentile && identifiable
        ? {
            ...own,
            percentile,
            identifiable,
            tops,
            tagged,
            commented,
            other,
            otherPercentile,
            lassoed,
            places,
            mapped,
          }
        : null,
    [own, percentile, identifiable, tops, tagged, commented, other, otherPercentile, lassoed, places, mapped],
  );
}

/** @param indices of the datapoints with a comment; undefined while none is asked for, so that commenting changes nothing here */
function useCommentedColumn(
  own: ScoreArrays | undefined,
  indices: readonly number[] | undefined,
): Explored['commented'] {
  return useMemo(() => {
    if (!own || !indices) return null;
    return taggedColumn(tagPositions([{ name: '', indices }], own.index), [''], own.count);
  }, [own, indices]);
}

function useMapColumns(
  own: ScoreArrays | undefined,
  map: RepresentationMap | null,
  lasso: ExploreState['mapLasso'],
): Pick<Explored, 'places' | 'mapped'> {
  const places = useMemo(() => (own && map ? placesOn(map, own) : null), [own, map]);
  const mapped = useMemo(
    () => (places && lasso.length > 0 ? insideLasso(places.x, places.y, lasso) : null),
    [places, lasso],
  );
  return { places, mapped };
}
