import { runConfigSchema, viewSeed } from '@engram/core';
import { scoringPolicyHash, type DatasetRow, type RunRow } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { redrawing } from '../../../server/src/views/redrawing.ts';
import { costOfViews, mostViews } from '../../../server/src/views/sprite-limits.ts';

const config = runConfigSchema.parse({
  name: 'large',
  dataset: 'large',
  datapoints: 6,
  method: { key: 'simclr' },
  encoder: { key: 'mlp' },
  policy: 'colour-weak',
  estimator: { key: 'half-split', encoders: 4 },
  epochs: 1,
  scoring: { views: 256 },
});
const run = {
  config,
  comparabilityKey: { policyHash: scoringPolicyHash(config), viewSeed: viewSeed(config) },
} as unknown as RunRow;
const datasetOf = (width: number) =>
  ({ kind: 'image', hasImages: true, height: 256, width, channels: 1 }) as unknown as DatasetRow;

describe('the views of a run', () => {
  it('are redrawn as long as all of them have 2^24 values, and with the reason not beyond', () => {
    expect(redrawing(run, datasetOf(256)).reason).toBeNull();
    expect(redrawing(run, datasetOf(257))).toEqual({
      config: null,
      reason:
        '256 views of 65,792 values each are too much to draw here; of datapoints as large as these, up to 255 views are drawn.',
    });
  });

  it('cost more the larger they are, and the more is done to them', () => {
    const cost = (policy: 'colour-weak' | 'text-weak', side: number) =>
      costOfViews(policy, 10, { height: side, width: side, channels: 1 });
    expect(cost('text-weak', 10)).toBe(201);
    expect(cost('text-weak', 1000)).toBe(5200);
    expect(cost('colour-weak', 1000)).toBeGreaterThan(2 * cost('text-weak', 1000));
    expect(mostViews({ height: 1024, width: 1024, channels: 3 })).toBe(5);
  });
});
