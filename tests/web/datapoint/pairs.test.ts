import { pairCount } from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  differenceOf,
  meanOf,
  pairRow,
  pairsOf,
  widestPair,
} from '../../../web/src/features/datapoint/pairs.ts';
import { viewsSource } from '../../../web/src/features/datapoint/views-source.ts';

describe('the pairs of views', () => {
  it('name each two views once, with the distance that stands in their place', () => {
    const distances = [10, 20, 21, 30, 31, 32];
    const pairs = pairsOf({ count: 4, distancesIn: distances, distancesOut: distances.map((d) => d + 1) });
    expect(pairs.map(({ pair: [a, b], inside, outside }) => [a, b, inside, outside])).toEqual([
      [0, 1, 10, 11],
      [0, 2, 20, 21],
      [0, 3, 30, 31],
      [1, 2, 21, 22],
      [1, 3, 31, 32],
      [2, 3, 32, 33],
    ]);
  });

  it('have means whose difference is the mean of the differences', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), {
      minLength: pairCount(5),
      maxLength: pairCount(5),
    });
    fc.assert(
      fc.property(numbers, numbers, (distancesIn, distancesOut) => {
        const pairs = pairsOf({ count: 5, distancesIn, distancesOut });
        const difference =
          meanOf(pairs.map(({ outside }) => outside))! - meanOf(pairs.map(({ inside }) => inside))!;
        expect(meanOf(pairs.map(differenceOf))).toBeCloseTo(difference, 10);
      }),
    );
  });

  it('begin with the one that adds most to the score', () => {
    expect(widestPair(pairsOf({ count: 3, distancesIn: [1, 1, 1], distancesOut: [1.1, 1.5, 0] }))).toEqual([
      0, 2,
    ]);
    expect(widestPair([])).toBeNull();
  });

  it('say with a dash what is missing where no encoder is on a side', () => {
    const [first] = pairsOf({ count: 2, distancesIn: [0.25], distancesOut: null });
    expect(pairRow(first!)).toEqual(['1 – 2', '0.2500', '–', '–']);
    expect(meanOf([null])).toBeNull();
  });

  it('are none where the run keeps none', () => {
    expect(pairsOf({ count: 10, distancesIn: null, distancesOut: null })).toEqual([]);
  });
});

describe('the picture of the views', () => {
  it('comes from our own origin, and from nothing but a run and an index', () => {
    const run = '0f8fad5b-d9cb-469f-a165-70867728950e';
    expect(viewsSource(`/views/${run}/12.png`)).toBe(`/api/views/${run}/12`);
    for (const url of [null, '/images/abc.png', `/views/${run}/..%2f.png`, '/views/x/1.png'])
      expect(viewsSource(url)).toBeNull();
  });
});
