import { describe, expect, it } from 'vitest';
import { clusteredSpearman, Rng, type ClusteredPair } from '@engram/core';

/** Where the interval of independent pairs would begin: Bonett and Wright, moved inwards where their order is perfect. */
function lowOfIndependent(pairs: readonly ClusteredPair[]): number {
  const n = pairs.length;
  const rho = clusteredSpearman(pairs).estimate!;
  const inside = Math.min(rho, 1 - 6 / (n * (n ** 2 - 1)));
  return Math.tanh(Math.atanh(inside) - 1.959963984540054 * Math.sqrt((1 + inside ** 2 / 2) / (n - 3)));
}

describe('clusteredSpearman', () => {
  const rng = Rng.fromSeed('clusters');
  const draws = 2000;
  /** Three pairs a cluster: what the cluster does to both values, and noise of their own. */
  const drawn = (clusters: number, own: number, related = 0): ClusteredPair[] =>
    Array.from({ length: clusters }, (_, cluster) => {
      const [a, b] = [rng.normal(), rng.normal()];
      return [0, 1, 2].map((at) => ({
        cluster,
        a: a + own * rng.normal() + related * at,
        b: b + own * rng.normal() + related * at,
      }));
    }).flat();
  const shareAbove = (lowOf: (pairs: ClusteredPair[]) => number, draw: () => ClusteredPair[]): number =>
    Array.from({ length: draws }, () => lowOf(draw())).filter((low) => low > 0).length / draws;
  const low = (pairs: ClusteredPair[]): number => clusteredSpearman(pairs).low!;

  it.each([
    [5, 0.001],
    [5, 0.5],
    [8, 0.001],
    [8, 0.5],
  ])('of %i clusters without a relation, noise %d within them, seldom says there is one', (clusters, own) => {
    expect(shareAbove(low, () => drawn(clusters, own))).toBeLessThan(0.04);
  });

  it('does not say so where pairs taken as independent do, over five times as often as they may', () => {
    expect(shareAbove(lowOfIndependent, () => drawn(5, 0.001))).toBeGreaterThan(0.14);
  });

  it('takes what all clusters share, such as three lengths of training, as fixed: by chance it looks like a relation', () => {
    const crossed = (): ClusteredPair[] => {
      const shared = [0, 1, 2].map(() => [rng.normal(), rng.normal()] as const);
      return drawn(5, 0.3).map((pair, at) => ({
        ...pair,
        a: 0.5 * pair.a + shared[at % 3]![0],
        b: 0.5 * pair.b + shared[at % 3]![1],
      }));
    };
    expect(shareAbove(low, crossed)).toBeGreaterThan(0.05);
  });

  it('finds what goes on within every cluster', () => {
    expect(shareAbove(low, () => drawn(8, 0.3, 1.5))).toBeGreaterThan(0.5);
  });

  it('is never narrower than that of as many independent pairs, which is wide in perfect order', () => {
    const pairs = Array.from({ length: 15 }, (_, at) => ({ cluster: at % 5, a: at, b: at * at }));
    const { low: least, high } = clusteredSpearman(pairs);
    expect(high).toBe(1);
    expect(least).toBeLessThan(lowOfIndependent(pairs));
    // tanh(atanh .95 − 1.95996 · √((1 + .95²/2) / 12)): the order of 5 clusters is perfect with 15 pairs, and no jackknife sees a spread.
    expect(least).toBeCloseTo(0.81781, 5);
  });

  it('has no interval from fewer than five clusters, and no estimate where a side does not vary', () => {
    const { estimate, ...interval } = clusteredSpearman(drawn(4, 1));
    expect(estimate).not.toBeNull();
    expect(interval).toEqual({ low: null, high: null });
    const flat = drawn(6, 1).map((pair) => ({ ...pair, b: 1 }));
    expect(clusteredSpearman(flat)).toEqual({ estimate: null, low: null, high: null });
  });
});
