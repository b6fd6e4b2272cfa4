import { errorTable, nextStepAfter, type ErrorCode } from '@engram/core';
import { describe, expect, it } from 'vitest';

describe('what helps after a failure', () => {
  it('is a new run where the configuration would fail again, else a resume', () => {
    const codes = Object.keys(errorTable) as ErrorCode[];
    expect(codes.filter((code) => nextStepAfter(code) === 'NEW_RUN')).toEqual([
      'INVALID_ARGUMENT',
      'INVALID_CONFIG',
      'INVALID_SCORE_INPUT',
      'CONFLICT',
      'TRAINING_DIVERGED',
      'REPRESENTATION_COLLAPSED',
    ]);
    expect(nextStepAfter(null)).toBe('RESUME');
  });
});
