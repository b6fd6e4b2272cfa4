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
  return sentence(sides, {
    equal: 'Its views lie equally close together under encoders that saw it.',
    smaller: (amount) => `Its views lie ${amount} closer together under encoders that saw it.`,
    larger: (amount) => `Its views lie ${amount} farther apart under encoders that saw it.`,
  });
}

/** The same of the mean distances over datapoints, which is no mean of the datapoints' own percentages. */
export function meanEffectMessage(sides: MeasuredSides): string | null {
  return sentence(sides, {
    equal: 'The mean distance of views is the same under encoders that saw the datapoint.',
    smaller: (amount) =>
      `The mean distance of views is ${amount} smaller under encoders that saw the datapoint.`,
    larger: (amount) =>
      `The mean distance of views is ${amount} larger under encoders that saw the datapoint.`,
  });
}

/** The same beside the mean of a class or run, where there is room for a few words. */
export function classEffectMessage(sides: MeasuredSides): string | null {
  return sentence(sides, {
    equal: 'views lie equally far apart when trained on',
    smaller: (amount) => `views lie ${amount} closer together when trained on`,
    larger: (amount) => `views lie ${amount} farther apart when trained on`,
  });
}

/** The same of a whole run, where it is one of a list; null also for runs published before their two means were kept. */
export const runEffect = ({
  measure,
  summary,
}: {
  measure: string;
  summary: { meanAlignment: Omit<MeasuredSides, 'measure'> | null } | null;
}): string | null =>
  summary?.meanAlignment ? classEffectMessage({ measure, ...summary.meanAlignment }) : null;

interface Words {
  equal: string;
  smaller(amount: string): string;
  larger(amount: string): string;
}

function sentence({ measure, alignmentIn, alignmentOut }: MeasuredSides, words: Words): string | null {
  if (!isAlignment(measure)) return null;
  if (!isNumber(alignmentIn) || !isNumber(alignmentOut) || alignmentOut <= 0) return null;
  const percent = (100 * (alignmentOut - alignmentIn)) / alignmentOut;
  const size = Math.abs(percent);
  if (size < 0.1) return words.equal;
  const amount = `${size.toFixed(size >= 10 ? 0 : 1)} %`;
  return percent > 0 ? words.smaller(amount) : words.larger(amount);
}

/** Whether a score is a difference between encoders that saw the datapoint and others: a proxy's is not, and one made elsewhere need not be. */
export const comparesEncoders = (measure: string): boolean => measure !== importedKey && !isProxy(measure);

export const isAlignment = (measure: string | null): boolean => measure === 'alignment';
