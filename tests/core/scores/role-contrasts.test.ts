import { estimateScores, Rng, roleContrasts } from '@engram/core';
import type { SplitRole } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { syntheticFgSplit } from '../../oracles/synthetic-runs.ts';

const planted = (encoders: number, seed: number) => {
  const { plan, alignments } = syntheticFgSplit(
    500,
    {
      encoders,
      sharedFraction: 0.6,
      candidateFraction: 0.1,
      independentFraction: 0.1,
      externalFraction: 0.2,
    },
    { memorization: () => 0.05, noise: 0.1, pairNoise: 0.2 },
    Rng.fromSeed('A4').split(seed),
  );
  return { plan, table: { alignments, masks: plan.masks, pairs: plan.pairs! } };
};

describe('planted memorization under fg-split', () => {
  const { plan, table } = planted(12, 0);
  const contrasts = roleContrasts(table, plan.roles, Rng.fromSeed(1));

  it('shows above 0 for the candidates and below 0 for the independents', () => {
    expect(contrasts.candidate!.low).toBeGreaterThan(0);
    expect(contrasts.independent!.high).toBeLessThan(0);
    expect(contrasts.candidate!.mean).toBeCloseTo(0.05, 1.7);
    expect(contrasts.candidate!.count).toBe(50);
  });

  it('leaves 0 inside the intervals of the controls, at their stated confidence', () => {
    const covers = { shared: 0, external: 0 };
    for (let seed = 0; seed < 100; seed++) {
      const run = planted(6, seed);
      const found = roleContrasts(run.table, run.plan.roles, Rng.fromSeed(seed), { draws: 100 });
      for (const role of ['shared', 'external'] as const)
        if (found[role]!.low! <= 0 && found[role]!.high! >= 0) covers[role]++;
    }
    expect(covers.shared / 100).toBeGreaterThan(0.9);
    expect(covers.external / 100).toBeGreaterThan(0.9);
  });

  it('makes single points of shared and external not identifiable, and scores both other parts', () => {
    const identifiable: Record<SplitRole, boolean> = {
      shared: false,
      external: false,
      candidate: true,
      independent: true,
    };
    estimateScores(table).forEach((estimate, x) => {
      expect(estimate.identifiable).toBe(identifiable[plan.roles[x]!]);
      if (!estimate.identifiable) expect([estimate.value, estimate.low]).toEqual([null, null]);
      else expect([estimate.nIn, estimate.nOut]).toEqual([6, 6]);
    });
  });

  it('takes out what the pair shares: paired intervals are narrower than Welch', () => {
    const widths = (pairs: typeof table.pairs | null): number =>
      estimateScores({ ...table, pairs })
        .filter((estimate) => estimate.identifiable)
        .reduce((sum, { low, high }) => sum + high! - low!, 0);
    expect(widths(table.pairs)).toBeLessThan(0.8 * widths(null));
  });

  it('has no interval from a single pair', () => {
    const single = planted(2, 1);
    const found = roleContrasts(single.table, single.plan.roles, Rng.fromSeed(1));
    expect(found.candidate).toMatchObject({ count: 50, low: null, high: null });
  });
});
