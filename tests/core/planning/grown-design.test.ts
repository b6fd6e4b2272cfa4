import { designConfigSchema, encodersOf, grownDesign } from '@engram/core';
import { describe, expect, it } from 'vitest';

const design = (settings: object) => designConfigSchema.parse(settings);

describe('a design with more encoders', () => {
  it.each([
    [{ key: 'half-split', encoders: 16 }, 2.1, 34],
    [{ key: 'half-split', encoders: 16 }, 0.1, 2],
    [{ key: 'half-split', encoders: 32 }, 1, 32],
    [
      {
        key: 'fg-split',
        encoders: 6,
        sharedFraction: 0.5,
        candidateFraction: 0.25,
        independentFraction: 0.25,
      },
      1.4,
      10,
    ],
    [{ key: 'subset', encoders: 10, includedFraction: 0.6 }, 1.01, 11],
    [{ key: 'leave-one-out', repetitions: 2 }, 1.4, 3 * 11],
    [{ key: 'exclusion', sets: [[], [0], [1]], repetitions: 2 }, 2.2, 5 * 3],
  ])('keeps all but the number: %j × %f', (settings, growth, encoders) => {
    const { estimator, setting, ...grown } = grownDesign(design(settings), growth, 10);
    expect(grown.encoders).toBe(encoders);
    expect(encodersOf(estimator, 10)).toBe(encoders);
    expect(estimator).toEqual({ ...design(settings), [setting.key]: setting.value });
  });

  it('ends at what a run may have, and says so', () => {
    expect(() => grownDesign(design({ key: 'half-split', encoders: 32 }), 200, 1000)).toThrow(
      /about 6,400 encoders, and a run has at most 4,096/,
    );
    expect(() => grownDesign(design({ key: 'leave-one-out', repetitions: 2 }), 2, 2000)).toThrow(
      /8,004 encoders/,
    );
  });
});
