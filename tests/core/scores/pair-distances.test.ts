import {
  alignmentLosses,
  distances as distanceKeys,
  estimateScores,
  storesPairDistances,
  pairCount,
  PairDistanceMeans,
  pairPlace,
  Rng,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { naiveAlignment } from '../../oracles/alignment.ts';

const shape = { datapoints: 5, views: 4, dims: 3 };
const pairs = pairCount(shape.views);
const representations = (seed: number) => {
  const rng = Rng.fromSeed(seed);
  return Float32Array.from({ length: 5 * 4 * 3 }, () => rng.normal());
};
const meanOf = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

describe('the distances of pairs of views', () => {
  it('stand in the order of pairPlace, whichever view is named first', () => {
    const places = [1, 2, 3].flatMap((a) =>
      Array.from({ length: a }, (_, b) => [pairPlace(a, b), pairPlace(b, a)]),
    );
    expect(places).toEqual([0, 1, 2, 3, 4, 5].map((place) => [place, place]));
  });

  it.each(distanceKeys)('are those whose mean is the alignment loss: %s', (distance) => {
    const options = { distance, unitNorm: true };
    const all = representations(1);
    const found = new Float64Array(5 * pairs);
    const losses = alignmentLosses(all, shape, options, undefined, found);
    losses.forEach((loss, n) =>
      expect(meanOf(found.subarray(n * pairs, (n + 1) * pairs))).toBeCloseTo(loss, 12),
    );
    const view = (n: number, m: number) => Array.from(all.subarray((n * 4 + m) * 3, (n * 4 + m + 1) * 3));
    for (const [a, b] of [
      [1, 0],
      [3, 1],
    ] as const)
      expect(found[2 * pairs + pairPlace(a, b)]).toBeCloseTo(
        naiveAlignment([view(2, a), view(2, b)], distance, true),
        6,
      );
    expect(alignmentLosses(all, shape, options)).toEqual(losses);
  });

  it('have means over encoders whose means are alignmentIn and alignmentOut', () => {
    const masks = [
      [1, 0, 1, 1, 0],
      [0, 1, 0, 1, 0],
      [1, 0, 1, 1, 0],
      [0, 1, 1, 1, 0],
    ];
    const means = new PairDistanceMeans(5, pairs);
    const alignments = masks.map((mask, encoder) => {
      const found = new Float32Array(5 * pairs);
      const options = { distance: 'l2', unitNorm: true } as const;
      const losses = alignmentLosses(representations(encoder), shape, options, undefined, found);
      means.add(found, mask);
      return losses;
    });
    estimateScores({ alignments, masks }).forEach(({ alignmentIn, alignmentOut }, n) => {
      const { distancesIn, distancesOut } = means.of(n);
      for (const [distances, loss] of [
        [distancesIn, alignmentIn],
        [distancesOut, alignmentOut],
      ] as const) {
        expect(distances === null).toBe(loss === null);
        if (distances) expect(meanOf(distances)).toBeCloseTo(loss!, 6);
      }
    });
    expect(means.of(3).distancesOut).toBeNull();
    expect(means.of(4).distancesIn).toBeNull();
  });

  it('are refused when they do not fit the run', () => {
    const means = new PairDistanceMeans(5, pairs);
    expect(() => means.add(new Float32Array(5 * pairs - 1), [1, 0, 1, 0, 1])).toThrow(/internal/);
  });

  it('are kept of 1,000 datapoints of 10 views, and of no more than a million pairs', () => {
    expect(storesPairDistances(1_000, 10)).toBe(true);
    expect(storesPairDistances(22_222, 10)).toBe(true);
    expect(storesPairDistances(22_223, 10)).toBe(false);
    expect(storesPairDistances(1_000_000, 2)).toBe(true);
  });
});
