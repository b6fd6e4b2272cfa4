import { isNumber } from '../format.ts';

/** Mean alignment losses of the encoders trained with a datapoint and of those trained without it. */
export interface AlignmentLosses {
  alignmentIn: number | null;
  alignmentOut: number | null;
}

/**
 * How large a score is beside the distances that it is a difference of, as a sentence; null where one of them is missing or no
 * views lie apart.
 */
export function effectMessage({ alignmentIn, alignmentOut }: AlignmentLosses): string | null {
  if (!isNumber(alignmentIn) || !isNumber(alignmentOut) || alignmentOut <= 0) return null;
  const percent = (100 * (alignmentOut - alignmentIn)) / alignmentOut;
  const size = Math.abs(percent);
  const amount = size >= 10 ? size.toFixed(0) : size >= 0.1 ? size.toFixed(1) : null;
  if (amount === null) return 'Its views lie equally close together under encoders that saw it.';
  return `Its views lie ${amount} % ${percent > 0 ? 'closer together' : 'farther apart'} under encoders that saw it.`;
}
