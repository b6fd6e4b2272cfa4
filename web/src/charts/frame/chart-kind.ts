import type { Chart, Table } from './chart.ts';
import type { Mark } from './mark.ts';

/** A way to draw: turns a specification into marks, and into the table of the same numbers. Pure; knows no page and no SVG. */
export interface ChartKind<Spec extends Chart> {
  /** From back to front. */
  marks(spec: Spec): Mark[];
  table(spec: Spec): Table;
}
