import { describeContrast, describeScore, measureDefinitions, type MeasureKey } from '@engram/core';
import { describe, expect, it } from 'vitest';

const keys = Object.keys(measureDefinitions) as MeasureKey[];

describe('the description of a score', () => {
  it('has the direction of its measure', () => {
    expect(describeScore('alignment')).toMatch(
      /mean alignment loss under the encoders trained without it minus that under the encoders trained with it: above 0 means memorized/,
    );
    expect(describeScore('label-confidence')).toMatch(
      /mean label confidence under the encoders trained with it minus that under the encoders trained without it: above 0 means memorized/,
    );
  });

  it.each(keys.filter((key) => measureDefinitions[key].isProxy))(
    'of the proxy %s claims no memorization',
    (key) => {
      expect(describeScore(key)).toMatch(/under all encoders.* It is a proxy: .*not that it was memorized/);
      expect(describeScore(key)).not.toMatch(/means memorized/);
      expect(describeScore(key).includes('is minus the mean')).toBe(
        measureDefinitions[key].memorizedWhen === 'small',
      );
    },
  );

  it.each(keys)('of %s says what it measures', (key) => {
    expect(describeScore(key)).toContain(measureDefinitions[key].card.formula);
    expect(describeScore(key)).not.toMatch(/mean mean/);
  });
});

it('the parts of a split are compared in the direction of the measure', () => {
  expect(describeContrast('alignment')).toBe('mean alignment loss under g minus that under f');
  expect(describeContrast('label-confidence')).toBe('mean label confidence under f minus that under g');
  expect(describeContrast('mean-alignment')).toBe('mean alignment loss under g minus that under f');
});
