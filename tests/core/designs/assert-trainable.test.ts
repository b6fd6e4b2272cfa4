import { assertTrainable, designConfigSchema } from '@engram/core';
import { describe, expect, it } from 'vitest';

const half = designConfigSchema.parse({ key: 'half-split' });
const fg = designConfigSchema.parse({ key: 'fg-split' });
const subset = designConfigSchema.parse({ key: 'subset' });
const leaveOneOut = designConfigSchema.parse({ key: 'leave-one-out' });

describe('a split', () => {
  it.each([
    [half, 1],
    [half, 3],
    [fg, 1],
    [fg, 4],
    [subset, 1],
    [subset, 2],
    [leaveOneOut, 2],
  ])(
    'that leaves an encoder too little to train on is refused before anything is queued (%j, %i)',
    (config, count) => {
      expect(() => assertTrainable(config, count)).toThrowError(
        expect.objectContaining({
          code: 'INVALID_CONFIG',
          message: expect.stringContaining('datapoints') as string,
        }),
      );
    },
  );

  it.each([
    [half, 4],
    [half, 5],
    [fg, 20],
    [subset, 4],
    [leaveOneOut, 3],
  ])('that leaves enough is taken (%j, %i)', (config, count) => {
    expect(() => assertTrainable(config, count)).not.toThrow();
  });
});
