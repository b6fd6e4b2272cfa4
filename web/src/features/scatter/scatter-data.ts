import type { PlotAxes } from '../../charts/specs/scatter.ts';
import type { Categories } from '../../columns/categories.ts';
import type { Corner } from '../../columns/lasso.ts';
import type { PlottedPoints } from '../../columns/nearest-point.ts';
import type { PointFacts } from './point-card.tsx';

export interface ScatterData extends PlottedPoints {
  /** What the axes count. */
  axes: PlotAxes;
  /** Names of the runs across and up; of a map, of its axes. */
  names: readonly [string, string];
  /** Whether the values of the two may be compared. */
  isComparable: boolean;
  categories: Categories | null;
}

/** Where more is known of a point. */
export interface PointPages {
  /** Run (UUID) that details of a point are asked of. */
  run: string;
  factsOf: (at: number) => PointFacts;
  addressOf: (at: number) => string;
  lasso: readonly Corner[];
}
