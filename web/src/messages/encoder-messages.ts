import { formatAmount } from '../format.ts';

/** `16 encoders`; scores that were made elsewhere have none. */
export const encoderAmount = (count: number): string =>
  count === 0 ? 'imported scores' : formatAmount(count, 'encoder');

/** How many encoders of a run trained without and with a datapoint; a dash where they are not known. */
export const encoderSides = ({ nIn, nOut }: { nIn: number; nOut: number }): string =>
  nIn + nOut === 0 ? '–' : `${nOut} without, ${nIn} with`;
