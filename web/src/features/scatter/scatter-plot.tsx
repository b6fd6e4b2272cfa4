'use client';

import { datapointAddress } from '../../address/datapoint-address.ts';
import type { ExploreState } from '../../address/explore-state.ts';
import { colourings, scatterAxes } from '../../address/scatter-look.ts';
import { shortRunId } from '../../address/run-address.ts';
import type { ScatterAxes } from '../../charts/specs/scatter.ts';
import type { Corner } from '../../columns/lasso.ts';
import type { Explored, Failures } from '../../columns/cross-filter.ts';
import type { TagPositions } from '../../columns/tag-column.ts';
import { Choice } from '../../components/choice.tsx';
import { colouringsOf } from './colourings-of.ts';
import type { PointFacts } from './point-card.tsx';
import { ScoreScatter } from './score-scatter.tsx';
import { useCategories } from './use-categories.ts';

export type ScatterState = Pick<ExploreState, 'classes' | 'tags' | 'lasso' | 'axes' | 'colour'>;

interface Props {
  /** Of the run across. */
  run: { id: string; name: string; dataset: { slug: string } };
  /** Of the run up. */
  name: string;
  state: ScatterState;
  /** With a second run. */
  explored: Explored;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Failures;
  axes: ScatterAxes;
  isComparable: boolean;
  /** null while the tags are on their way. */
  positions: TagPositions | null;
  ofClass: (index: number) => string;
  change: (change: Partial<ScatterState>) => void;
  /** Whether a lasso selects datapoints. */
  isSelecting: boolean;
}

/** The plot with what its axes count and its colours mean. */
export function ScatterPlot(props: Props) {
  const { run, name, state, explored, failed, axes, isComparable, positions, ofClass, change } = props;
  const { colour } = state;
  const categories = useCategories(colour, explored, positions, state, ofClass);
  const isRanked = axes === 'percentile';
  const [x, y] = isRanked
    ? [explored.percentile, explored.otherPercentile!]
    : [explored.value, explored.other!];
  const names = [run.name, name] as const;
  const data = { x, y, failed, axes, names, isComparable, categories };
  const factsOf = (at: number): PointFacts => ({
    index: explored.index[at]!,
    className: explored.class[at]! < 0 ? null : ofClass(explored.class[at]!),
    scores: [
      { run: names[0], value: explored.value[at]!, percentile: explored.percentile[at]! },
      { run: names[1], value: explored.other![at]!, percentile: explored.otherPercentile![at]! },
    ],
  });
  const commit = (corners: Corner[]): void =>
    change({ lasso: corners, axes: corners.length > 0 ? axes : state.axes });
  return (
    <ScoreScatter
      run={shortRunId(run.id)}
      data={data}
      factsOf={factsOf}
      addressOf={(at) => datapointAddress(run.dataset.slug, explored.index[at]!, run.id)}
      lasso={state.lasso}
      {...(props.isSelecting ? { commit } : {})}
    >
      <Choice
        label="Axes"
        value={axes}
        options={scatterAxes}
        // What was drawn over other axes means nothing here.
        set={(chosen) => change({ axes: chosen, lasso: [] })}
      />
      <Choice
        label="Colour by"
        value={colour}
        options={colouringsOf(colourings, explored, positions?.size ?? 0, colour)}
        set={(chosen) => change({ colour: chosen })}
      />
    </ScoreScatter>
  );
}
