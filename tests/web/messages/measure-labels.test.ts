import {
  estimateScores,
  isProxy,
  measureDefinitions,
  measureKeySchema,
  measureScoring,
  sidesScoring,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { howScored, scoreTitle } from '../../../web/src/messages/measure-labels.ts';
import { encoderSides } from '../../../web/src/features/datapoint/encoders/encoder-sides.ts';

describe('how a score comes of its encoders', () => {
  // As the page draws them: those without the datapoint are the upper ones.
  const values = [0.2, 0.3, 0.7, 0.9];
  const isTrainedOnIt = [true, true, false, false];
  const [upper, lower] = encoderSides(
    values.map((value, encoder) => ({ encoder, isTrainedOnIt: isTrainedOnIt[encoder]!, value })),
  )!.sides.map(({ mean }) => mean) as [number, number];
  const table = {
    alignments: values.map((value) => [value]),
    masks: isTrainedOnIt.map((it) => [Number(it)]),
  };
  const said: Record<string, number> = {
    'The score is the upper mean minus the lower one.': upper - lower,
    'The score is the lower mean minus the upper one.': lower - upper,
    'The score of this proxy is the mean of all dots.': (upper + lower) / 2,
    'The score of this proxy is minus the mean of all dots.': -(upper + lower) / 2,
  };

  it.each(measureKeySchema.options)('%s: the sentence gives the score', (measure) => {
    const [estimate] = measureScoring(measureDefinitions[measure], sidesScoring).estimates(table, 0.95);
    expect(said[howScored(measure)]).toBeCloseTo(estimate!.value!, 12);
  });

  it('is said by all four sentences, and of nothing that was scored elsewhere', () => {
    expect(new Set(measureKeySchema.options.map(howScored))).toEqual(new Set(Object.keys(said)));
    expect(howScored('imported')).toBe('');
    expect(estimateScores(table)[0]!.value).toBeCloseTo(upper - lower, 12);
  });
});

it('calls the score of a proxy none of memorization', () => {
  for (const measure of measureKeySchema.options)
    expect(scoreTitle(measure)).toBe(isProxy(measure) ? 'Proxy score' : 'm(x)');
  expect(scoreTitle(null)).toBe('m(x)');
});
