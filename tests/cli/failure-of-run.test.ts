import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '@engram/core';
import type { RunRow } from '@engram/store';
import { failureOfRun } from '../../cli/src/follow.ts';

const failed = (errorCode: ErrorCode | null, error: string | null) =>
  failureOfRun({ id: 'id', name: 'smoke', errorCode, error } as RunRow);

describe('the failure of a run', () => {
  it.each(['TRAINING_DIVERGED', 'REPRESENTATION_COLLAPSED', 'INVALID_CONFIG', 'INVALID_ARGUMENT'] as const)(
    'by %s is told with advice to start another, since a resume would end there again',
    (code) => {
      const error = failed(code, 'Use more datapoints.');
      expect(error.code).toBe(code);
      expect(error.message).toContain('start a new run with other settings');
      expect(error.message).not.toContain('engram resume');
    },
  );

  it('by something else is told with the command that resumes it', () => {
    expect(failed('STORE_UNAVAILABLE', 'The disk is full.').message).toContain('npx engram resume id');
    expect(failed(null, null)).toMatchObject({
      code: 'INTERNAL',
      message: expect.stringContaining('no reason'),
    });
  });
});
