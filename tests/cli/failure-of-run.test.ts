import { describe, expect, it } from 'vitest';
import type { RunRow } from '@engram/store';
import { failureOfRun } from '../../cli/src/follow.ts';

const failed = (error: string) => failureOfRun({ id: 'id', name: 'smoke', error } as RunRow);

describe('the failure of a run', () => {
  it.each(['TRAINING_DIVERGED', 'REPRESENTATION_COLLAPSED', 'INVALID_CONFIG'] as const)(
    'by %s is told with advice to start another, since a resume would end there again',
    (code) => {
      const error = failed(`${code}: Use more datapoints.`);
      expect(error.code).toBe(code);
      expect(error.message).toContain('start a new run with other settings');
      expect(error.message).not.toContain('engram resume');
    },
  );

  it('by something else is told with the command that resumes it', () => {
    expect(failed('STORE_UNAVAILABLE: The disk is full.').message).toContain('engram resume id');
    expect(failed('what nobody foresaw').code).toBe('INTERNAL');
  });
});
