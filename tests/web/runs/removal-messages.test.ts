import { describe, expect, it } from 'vitest';
import { removalMessages } from '../../../web/src/features/runs/removal-messages.ts';

const nothing = {
  status: 'SUCCEEDED',
  savedViews: [],
  snapshots: [],
  experiments: [],
  otherRunsOfEnsemble: 0,
};

describe('what hangs on a run', () => {
  it('is its encoders, which stay, where nothing else does', () => {
    expect(removalMessages(nothing)).toEqual({
      consequences: ['Its encoders and their checkpoints stay.'],
      hindrance: null,
    });
  });

  it('names saved views of it, and runs that measure the same encoders', () => {
    const { consequences } = removalMessages({
      ...nothing,
      savedViews: ['Odd', 'To discuss'],
      otherRunsOfEnsemble: 2,
    });
    expect(consequences).toEqual([
      'Saved views that name it: Odd, To discuss.',
      'Its encoders stay: 2 other runs of this store measure them.',
    ]);
  });

  it('keeps it while it has not ended', () => {
    for (const status of ['QUEUED', 'RUNNING'])
      expect(removalMessages({ ...nothing, status }).hindrance).toContain('cancel it first');
    expect(removalMessages({ ...nothing, status: 'CANCELLED' }).hindrance).toBeNull();
  });

  it('keeps it where a snapshot or an experiment holds it, and says what helps', () => {
    const { hindrance } = removalMessages({ ...nothing, snapshots: ['a'], experiments: ['b', 'c'] });
    expect(hindrance).toBe(
      'It cannot be deleted: 1 snapshot and 2 experiments hold it. Archive it instead, and lists leave it out.',
    );
    expect(removalMessages({ ...nothing, snapshots: ['a'] }).hindrance).toContain('1 snapshot holds it');
  });
});
