import { alignmentLosses, memorizationScore, Rng } from '@engram/core';
import { expect, it } from 'vitest';
import { naiveAlignment } from '../../oracles/alignment.ts';

it('5,000 datapoints × 10 views × 2 encoders score from stored representations as a naïve double loop does', () => {
  const shape = { datapoints: 5_000, views: 10, dims: 8 };
  const options = { distance: 'l2', unitNorm: true } as const;
  const rng = Rng.fromSeed('A14');
  const [f, g] = [0, 1].map(() => Float32Array.from({ length: 5_000 * 10 * 8 }, () => rng.normal()));
  const lossesF = alignmentLosses(f, shape, options);
  const lossesG = alignmentLosses(g, shape, options);
  const rows = (stored: Float32Array, n: number): number[][] =>
    Array.from({ length: 10 }, (_, m) => Array.from(stored.subarray((n * 10 + m) * 8, (n * 10 + m + 1) * 8)));
  let largest = 0;
  for (let n = 0; n < shape.datapoints; n++) {
    const expected = naiveAlignment(rows(g, n), 'l2', true) - naiveAlignment(rows(f, n), 'l2', true);
    largest = Math.max(largest, Math.abs(memorizationScore(lossesF[n], lossesG[n]) - expected));
  }
  expect(largest).toBeLessThan(1e-6);
});
