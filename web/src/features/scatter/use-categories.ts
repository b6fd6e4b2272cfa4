import { useMemo } from 'react';
import type { ExploreState } from '../../address/explore-state.ts';
import type { MapColouring } from '../../address/scatter-look.ts';
import { categoriesOf, type Categories } from '../../columns/categories.ts';
import type { Explored } from '../../columns/cross-filter.ts';
import type { TagPositions } from '../../columns/tag-column.ts';

/** What the points of a plot are coloured by; it stays while what is laid beside the columns of the run changes. */
export function useCategories(
  colour: MapColouring,
  explored: Explored,
  positions: TagPositions | null,
  { classes, tags }: Pick<ExploreState, 'classes' | 'tags'>,
  ofClass: (index: number) => string,
): Categories | null {
  return useMemo(
    () => categoriesOf(colour, { explored, positions, chosen: { classes, tags }, nameOfClass: ofClass }),
    [colour, explored.class, explored.role, explored.percentile, positions, classes, tags, ofClass],
  );
}
