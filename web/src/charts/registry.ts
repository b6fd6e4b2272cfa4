import type { ChartKind } from './frame/chart-kind.ts';
import type { Table } from './frame/chart.ts';
import type { Mark } from './frame/mark.ts';
import { curves } from './kinds/curves.ts';
import { histogram } from './kinds/histogram.ts';
import { intervals } from './kinds/intervals.ts';
import { lines } from './kinds/lines.ts';
import { matrix } from './kinds/matrix.ts';
import { pictures } from './kinds/pictures.ts';
import { points } from './kinds/points.ts';
import { profiles } from './kinds/profiles.ts';
import { scatter } from './kinds/scatter.ts';
import { shifts } from './kinds/shifts.ts';
import type { CurvesSpec } from './specs/curves.ts';
import type { HistogramSpec } from './specs/histogram.ts';
import type { IntervalsSpec } from './specs/intervals.ts';
import type { LinesSpec } from './specs/lines.ts';
import type { MatrixSpec } from './specs/matrix.ts';
import type { PicturesSpec } from './specs/pictures.ts';
import type { PointsSpec } from './specs/points.ts';
import type { ProfilesSpec } from './specs/profiles.ts';
import type { ScatterSpec } from './specs/scatter.ts';
import type { ShiftsSpec } from './specs/shifts.ts';

/** Every specification of a chart. */
export type ChartSpec =
  | HistogramSpec
  | CurvesSpec
  | PointsSpec
  | ScatterSpec
  | IntervalsSpec
  | MatrixSpec
  | ProfilesSpec
  | ShiftsSpec
  | LinesSpec
  | PicturesSpec;

/** A kind for each specification: one that is forgotten does not compile. */
export type ChartKinds = { [Kind in ChartSpec['kind']]: ChartKind<Extract<ChartSpec, { kind: Kind }>> };

export const kinds: ChartKinds = {
  histogram,
  curves,
  points,
  scatter,
  intervals,
  matrix,
  profiles,
  shifts,
  lines,
  pictures,
};

export const marksOf = <Spec extends ChartSpec>(spec: Spec): Mark[] => kindOf(spec).marks(spec);

export const tableOf = <Spec extends ChartSpec>(spec: Spec): Table => kindOf(spec).table(spec);

/** The type of a specification follows from its kind, which the compiler does not see through the union. */
const kindOf = <Spec extends ChartSpec>(spec: Spec) => kinds[spec.kind] as unknown as ChartKind<Spec>;
