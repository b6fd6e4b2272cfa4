import { formatAmount } from '../format.ts';
import { commonValue } from './common-value.ts';

/** `16 encoders`; scores that were made elsewhere have none. */
export const encoderAmount = (count: number): string =>
  count === 0 ? 'imported scores' : formatAmount(count, 'encoder');

/** In place of encoders that are not known. */
export const noEncoders = '–';

/** How many encoders of a run trained without and with a datapoint. */
export const encoderSides = ({ nIn, nOut }: { nIn: number; nOut: number }): string =>
  nIn + nOut === 0 ? noEncoders : `${nOut} without, ${nIn} with`;

/** The encoders of each side where they are the same in all rows, which is said once; null where they differ. */
export const commonSides = (rows: readonly Parameters<typeof encoderSides>[0][]): string | null =>
  commonValue(rows.map(encoderSides));
