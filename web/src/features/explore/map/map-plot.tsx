'use client';

import { datapointAddress } from '../../../address/datapoint-address.ts';
import type { ExploreState } from '../../../address/explore-state.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { mapColourings } from '../../../address/scatter-look.ts';
import type { Explored, Failures } from '../../../columns/cross-filter.ts';
import type { TagPositions } from '../../../columns/tag-column.ts';
import { Choice } from '../../../components/choice.tsx';
import { colouringsOf } from '../../scatter/colourings-of.ts';
import type { PointFacts } from '../../scatter/point-card.tsx';
import { ScoreScatter } from '../../scatter/score-scatter.tsx';
import type { ScatterData } from '../../scatter/scatter-data.ts';
import { useCategories } from '../../scatter/use-categories.ts';

interface Props {
  run: { id: string; name: string; dataset: { slug: string } };
  state: ExploreState;
  /** With its places. */
  explored: Explored;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Failures;
  /** null while the tags are on their way. */
  positions: TagPositions | null;
  ofClass: (index: number) => string;
  change: (change: Partial<ExploreState>) => void;
}

/** The plot of a map, with what its colours mean. */
export function MapPlot({ run, state, explored, failed, positions, ofClass, change }: Props) {
  const { mapColour: colour } = state;
  const categories = useCategories(colour, explored, positions, state, ofClass);
  const data: ScatterData = {
    ...explored.places!,
    failed,
    axes: 'place',
    names: ['across, without a unit', 'up, without a unit'],
    isComparable: false,
    categories,
  };
  const factsOf = (at: number): PointFacts => ({
    index: explored.index[at]!,
    className: explored.class[at]! < 0 ? null : ofClass(explored.class[at]!),
    scores: [{ run: run.name, value: explored.value[at]!, percentile: explored.percentile[at]! }],
  });
  return (
    <ScoreScatter
      run={shortRunId(run.id)}
      data={data}
      factsOf={factsOf}
      addressOf={(at) => datapointAddress(run.dataset.slug, explored.index[at]!, run.id)}
      lasso={state.mapLasso}
      commit={(mapLasso) => change({ mapLasso })}
    >
      <Choice
        label="Colour by"
        value={colour}
        options={colouringsOf(mapColourings, explored, positions?.size ?? 0, colour)}
        set={(chosen) => change({ mapColour: chosen })}
      />
    </ScoreScatter>
  );
}
