import type { Score } from '../score-fragment.ts';

/** What scores made elsewhere may lack. */
const optional = ['topFraction', 'alignmentOut', 'alignmentIn', 'relativeValue'] as const;
export type OptionalColumn = (typeof optional)[number];

/** The columns that some row fills: one of dashes alone says nothing. All while no row is there. */
export function filledColumns(rows: readonly Pick<Score, OptionalColumn>[]): ReadonlySet<OptionalColumn> {
  if (rows.length === 0) return new Set(optional);
  return new Set(optional.filter((column) => rows.some((row) => row[column] !== null)));
}
