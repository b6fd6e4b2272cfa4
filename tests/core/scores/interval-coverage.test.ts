import { estimateScores, halfSplit, Rng } from '@engram/core';
import { expect, it } from 'vitest';

// Every datapoint is a draw of its own; 4,000 of them put one standard error of the coverage at .35 %.
it.each([8, 16, 32])(
  'Welch intervals at .95 over %i encoders cover the true score in 93 to 97 draws of 100',
  (t) => {
    const rng = Rng.fromSeed('A5').split(t);
    const count = 4_000;
    const plan = halfSplit(count, t, rng.split('plan'));
    const truth = Float64Array.from({ length: count }, () => 0.1 * rng.normal());
    const alignments = plan.masks.map((mask) =>
      Float64Array.from(mask, (bit, x) =>
        // Encoders that saw the datapoint spread half as much: unequal variances are why it is Welch.
        bit === 1 ? 1 - truth[x] + 0.05 * rng.normal() : 1 + 0.1 * rng.normal(),
      ),
    );
    const estimates = estimateScores({ alignments, masks: plan.masks, pairs: plan.pairs });
    const covered = estimates.filter(({ low, high }, x) => low! <= truth[x] && truth[x] <= high!).length;
    expect(covered / count).toBeGreaterThanOrEqual(0.93);
    expect(covered / count).toBeLessThanOrEqual(0.97);
  },
);
