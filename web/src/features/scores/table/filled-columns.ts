import type { MeasureKey } from '@engram/core';
import type { Score } from '../score-fragment.ts';

/** What scores made elsewhere may lack. */
const optional = ['topFraction', 'alignmentOut', 'alignmentIn', 'relativeValue'] as const;
export type OptionalColumn = (typeof optional)[number];

/**
 * The columns that some row fills: one of dashes alone says nothing. All while no row is there, and in every run of a measure: its
 * scores that are not identifiable lack them, and would take them from the pages that hold no others.
 * @param measure null where the scores were made elsewhere
 */
export function filledColumns(
  rows: readonly Pick<Score, OptionalColumn>[],
  measure: MeasureKey | null,
): ReadonlySet<OptionalColumn> {
  if (rows.length === 0 || measure !== null) return new Set(optional);
  return new Set(optional.filter((column) => rows.some((row) => row[column] !== null)));
}
