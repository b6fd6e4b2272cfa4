import { describe, expect, it } from 'vitest';
import type { TrainedSample } from '@engram/store';
import { paceOf } from '../../../../worker/src/workflows/experiments/training-time.ts';

const hourMs = 3_600_000;

/** An encoder that saw 100 datapoints in each of so many epochs. */
const trained = (epochs: number, seconds: number, hoursAgo = 0): TrainedSample => ({
  ...{ config: { epochs } as TrainedSample['config'], trainDurationMs: 1000 * seconds, datapoints: 100 },
  ...{ checkpointSizeBytes: null, createdAt: new Date(1e12 - hoursAgo * hourMs) },
});

describe('the pace of training', () => {
  it('is that of the encoders trained, in seconds of a datapoint seen', () => {
    expect(paceOf([trained(10, 5)])).toBeCloseTo(0.005, 12);
    expect(paceOf([])).toBeNull();
  });

  it('is not moved by an encoder that stood still while it was trained', () => {
    const usual = [trained(10, 5), trained(10, 5.2), trained(10, 5.1)];
    expect(paceOf([...usual, trained(10, 900)])).toBeLessThan(0.0053);
  });

  it('is that of long trainings where there are short ones, which take as long as their first step', () => {
    const short = Array.from({ length: 8 }, () => trained(1, 3));
    expect(paceOf([...short, trained(60, 30)])).toBeCloseTo(0.005, 12);
  });

  it('is that of today where the machine was busy with something else half a day ago', () => {
    const busy = Array.from({ length: 40 }, () => trained(60, 120, 12));
    expect(paceOf([trained(60, 36), ...busy])).toBeCloseTo(0.006, 12);
    // Nothing newer is known: that pace is all there is.
    expect(paceOf(busy)).toBeCloseTo(0.02, 12);
  });

  it('is that of many long trainings a day ago where today there was a short one, or a single long one that stood still', () => {
    const yesterday = Array.from({ length: 80 }, () => trained(60, 30, 24));
    expect(paceOf([trained(1, 3), ...yesterday])).toBeCloseTo(0.005, 12);
    expect(paceOf([trained(60, 900), ...yesterday])).toBeCloseTo(0.005, 12);
    // Short ones say nothing about age either: beside the long ones, those of today count as usual.
    const early = [trained(60, 36, 24), trained(60, 120, 36), trained(60, 120, 36)];
    expect(paceOf([trained(1, 3), ...early])).toBeCloseTo(0.006, 12);
  });
});
