import { formatAmount } from '../format.ts';

/** `16 encoders`; scores that were made elsewhere have none. */
export const encoderAmount = (count: number): string =>
  count === 0 ? 'imported scores' : formatAmount(count, 'encoder');

/** In place of encoders that are not known. */
export const noEncoders = '–';

/** How many encoders of a run trained without and with a datapoint. */
export const encoderSides = ({ nIn, nOut }: { nIn: number; nOut: number }): string =>
  nIn + nOut === 0 ? noEncoders : `${nOut} without, ${nIn} with`;

/** The encoders of each side where they are the same in all rows, which is said once; null where they differ. */
export function commonSides(rows: readonly Parameters<typeof encoderSides>[0][]): string | null {
  const sides = new Set(rows.map(encoderSides));
  return rows.length > 1 && sides.size === 1 ? [...sides][0]! : null;
}
