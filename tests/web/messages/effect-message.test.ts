import { describe, expect, it } from 'vitest';
import {
  classEffectMessage,
  effectMessage,
  meanEffectMessage,
  runEffect,
} from '../../../web/src/messages/effect-message.ts';

const effect = (alignmentOut: number | null, alignmentIn: number | null) =>
  effectMessage({ measure: 'alignment', alignmentIn, alignmentOut });

describe('the size of a score, in a sentence', () => {
  it('is the part of the distance without the datapoint that training on it takes away', () => {
    expect(effect(0.5, 0.39)).toBe('Its views lie 22 % closer together under encoders that saw it.');
    expect(effect(0.5, 0.49)).toBe('Its views lie 2.0 % closer together under encoders that saw it.');
  });

  it('says so where they lie farther apart, or no difference shows', () => {
    expect(effect(0.5, 0.6)).toBe('Its views lie 20 % farther apart under encoders that saw it.');
    expect(effect(0.5, 0.5002)).toBe('Its views lie equally close together under encoders that saw it.');
  });

  it('of means speaks of views of a datapoint, on average', () => {
    const sides = { measure: 'alignment', alignmentIn: 0.44, alignmentOut: 0.5 };
    expect(meanEffectMessage(sides)).toBe(
      'The mean distance of views is 12 % smaller under encoders that saw the datapoint.',
    );
    expect(meanEffectMessage({ ...sides, measure: 'selectivity' })).toBeNull();
  });

  it('of a class says the same in a few words', () => {
    const sides = { measure: 'alignment', alignmentIn: 0.44, alignmentOut: 0.5 };
    expect(classEffectMessage(sides)).toBe('views lie 12 % closer together when trained on');
    expect(classEffectMessage({ ...sides, alignmentIn: 0.6 })).toBe(
      'views lie 20 % farther apart when trained on',
    );
    expect(classEffectMessage({ ...sides, measure: null })).toBeNull();
  });

  it('of a run in a list takes the means that were published with it, or is missing', () => {
    const summary = { meanAlignment: { alignmentIn: 0.44, alignmentOut: 0.5 } };
    expect(runEffect({ measure: 'alignment', summary })).toBe(
      'views lie 12 % closer together when trained on',
    );
    expect(runEffect({ measure: 'selectivity', summary })).toBeNull();
    expect(runEffect({ measure: 'alignment', summary: { meanAlignment: null } })).toBeNull();
    expect(runEffect({ measure: 'alignment', summary: null })).toBeNull();
  });

  it('is missing for measures that are no distance of views, and for scores made elsewhere', () => {
    for (const measure of ['selectivity', 'imported', null])
      expect(effectMessage({ measure, alignmentIn: 0.39, alignmentOut: 0.5 })).toBeNull();
  });

  it('is missing where a loss is, or where no views lie apart', () => {
    expect([effect(null, 0.5), effect(0.5, null), effect(0, 0), effect(NaN, 0.1)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
