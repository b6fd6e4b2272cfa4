import { describe, expect, it } from 'vitest';
import { clusteredSpearman, Rng, spearman, spearmanInterval, type ClusteredPair } from '@engram/core';

describe('spearmanInterval', () => {
  it('is that of Bonett and Wright', () => {
    // tanh(atanh .5 ± 1.95996 · √(1.125 / 17))
    const { low, high } = spearmanInterval(0.5, 20)!;
    expect(low).toBeCloseTo(0.0451, 3);
    expect(high).toBeCloseTo(0.7832, 3);
  });

  it('has a width where the order is perfect, and tells nothing from four pairs', () => {
    expect(spearmanInterval(1, 4)!.low).toBeLessThan(0);
    const six = spearmanInterval(1, 6)!;
    expect(six.low).toBeGreaterThan(0);
    expect(six.low).toBeLessThan(0.9);
    expect(six.high).toBe(1);
    expect(spearmanInterval(-1, 6)).toEqual({ low: -1, high: -six.low });
    expect(spearmanInterval(1, 3)).toBeNull();
  });

  it.each([5, 6, 12])('of %i unrelated pairs seldom leaves out 0', (pairs) => {
    const rng = Rng.fromSeed('unrelated');
    let outside = 0;
    for (let i = 0; i < 2000; i++) {
      const draw = () => Array.from({ length: pairs }, () => rng.normal());
      const { low, high } = spearmanInterval(spearman(draw(), draw())!, pairs)!;
      if (low > 0 || high < 0) outside++;
    }
    expect(outside / 2000).toBeLessThan(0.075);
  });
});

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
  const lowOfIndependent = (pairs: ClusteredPair[]): number =>
    spearmanInterval(clusteredSpearman(pairs).estimate!, pairs.length)!.low;

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
    expect(least).toBeLessThan(spearmanInterval(1, 15)!.low);
    expect(least).toBeGreaterThan(0.7);
  });

  it('has no interval from fewer than five clusters, and no estimate where a side does not vary', () => {
    const { estimate, ...interval } = clusteredSpearman(drawn(4, 1));
    expect(estimate).not.toBeNull();
    expect(interval).toEqual({ low: null, high: null });
    const flat = drawn(6, 1).map((pair) => ({ ...pair, b: 1 }));
    expect(clusteredSpearman(flat)).toEqual({ estimate: null, low: null, high: null });
  });
});
