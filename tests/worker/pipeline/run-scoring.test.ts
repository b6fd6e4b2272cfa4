import { runConfigSchema, type MeasureKey } from '@engram/core';
import { expect, it } from 'vitest';
import { runScoring } from '../../../worker/src/pipeline/estimate.ts';

const scores = (measure: MeasureKey): number[] => {
  const config = runConfigSchema.parse({
    dataset: 'x',
    method: { key: 'supervised' },
    encoder: { key: 'mlp' },
    policy: 'digits-weak',
    estimator: { key: 'half-split', encoders: 2 },
    epochs: 1,
    scoring: { measure },
  });
  const alignments = [Float64Array.of(0.25, 0.5), Float64Array.of(0.75, 0.5)];
  const masks = [Uint8Array.of(1, 0), Uint8Array.of(0, 1)];
  const weighted = runScoring(config).weighted({ alignments, masks, pairs: null });
  const out = new Float64Array(weighted.positions.length);
  weighted.into(new Float64Array(weighted.groups).fill(1), out);
  return Array.from(out);
};

it('has the sign of the measure, also for what experiments read back', () => {
  expect(scores('alignment')).toEqual([0.5, 0]);
  expect(scores('label-confidence')).toEqual([-0.5, 0]);
});
