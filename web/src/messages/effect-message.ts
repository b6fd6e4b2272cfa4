import { importedKey, isProxy } from '@engram/core';
import { isNumber } from '../format.ts';

/** Means of what a run measured under the encoders trained with a datapoint and under those trained without it. */
export interface MeasuredSides {
  /** Key of the run’s measure; only the alignment loss is a distance of views. */
  measure: string | null;
  alignmentIn: number | null;
  alignmentOut: number | null;
}

/**
 * How large a score is beside the distances that it is a difference of, as a sentence; null where one of them is missing, no
 * views lie apart, or the run measured something else.
 */
export function effectMessage(sides: MeasuredSides): string | null {
  const effect = effectOf(sides);
  return effect && `Its views lie ${effect} under encoders that saw it.`;
}

/** The same of means over datapoints. */
export function meanEffectMessage(sides: MeasuredSides): string | null {
  const effect = effectOf(sides);
  return effect && `On average, views of a datapoint lie ${effect} under encoders that saw it.`;
}

function effectOf({ measure, alignmentIn, alignmentOut }: MeasuredSides): string | null {
  if (!isAlignment(measure)) return null;
  if (!isNumber(alignmentIn) || !isNumber(alignmentOut) || alignmentOut <= 0) return null;
  const percent = (100 * (alignmentOut - alignmentIn)) / alignmentOut;
  const size = Math.abs(percent);
  const amount = size >= 10 ? size.toFixed(0) : size >= 0.1 ? size.toFixed(1) : null;
  if (amount === null) return 'equally close together';
  return `${amount} % ${percent > 0 ? 'closer together' : 'farther apart'}`;
}

/** Whether a score is a difference between encoders that saw the datapoint and others: a proxy's is not, and one made elsewhere need not be. */
export const comparesEncoders = (measure: string): boolean => measure !== importedKey && !isProxy(measure);

export const isAlignment = (measure: string | null): boolean => measure === 'alignment';
