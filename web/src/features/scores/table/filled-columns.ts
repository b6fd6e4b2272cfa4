import type { MeasureKey } from '@engram/core';

/** What takes encoders. */
const ofEncoders = ['topFraction', 'alignmentOut', 'alignmentIn', 'relativeValue'] as const;
export type OptionalColumn = (typeof ofEncoders)[number];

/**
 * The columns of a run beside those that all runs have, the same on each of its pages: scores made elsewhere have nothing that takes
 * encoders, and a column of dashes says nothing.
 * @param measure null where the scores were made elsewhere
 */
export const filledColumns = (measure: MeasureKey | null): ReadonlySet<OptionalColumn> =>
  new Set(measure === null ? [] : ofEncoders);
