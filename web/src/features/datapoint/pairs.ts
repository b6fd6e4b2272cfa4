import { pairPlace } from '@engram/core';
import { formatScore, isNumber } from '../../format.ts';

/** Two views by their numbers from 0. */
export type Pair = readonly [a: number, b: number];

export interface PairDistance {
  /** The first view is the smaller one. */
  pair: Pair;
  /** d under the encoders trained with the datapoint; null when there are none. */
  inside: number | null;
  /** d under those trained without it. */
  outside: number | null;
}

interface Distances {
  count: number;
  distancesIn: readonly number[] | null;
  distancesOut: readonly number[] | null;
}

/** All pairs of views, (0, 1), (0, 2) … first; empty when the run stored no distances. */
export function pairsOf({ count, distancesIn, distancesOut }: Distances): PairDistance[] {
  if (!distancesIn && !distancesOut) return [];
  const pairs: PairDistance[] = [];
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++) {
      const place = pairPlace(a, b);
      pairs.push({
        pair: [a, b],
        inside: distancesIn?.[place] ?? null,
        outside: distancesOut?.[place] ?? null,
      });
    }
  return pairs;
}

/** g − f of a pair: what it adds to the score, times the number of pairs; null when a side is missing. */
export function differenceOf({ inside, outside }: PairDistance): number | null {
  return isNumber(inside) && isNumber(outside) ? outside - inside : null;
}

/** The pair that adds most to the score, or the first one. */
export function widestPair(pairs: readonly PairDistance[]): Pair | null {
  const widest = pairs.reduce<PairDistance | null>(
    (best, pair) => (best && (differenceOf(pair) ?? 0) <= (differenceOf(best) ?? 0) ? best : pair),
    null,
  );
  return widest?.pair ?? null;
}

export function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter(isNumber);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : null;
}

/** A row of the table behind the matrix. */
export const pairRow = (distance: PairDistance): string[] => [
  distance.pair.map((view) => view + 1).join(' – '),
  formatScore(distance.inside),
  formatScore(distance.outside),
  formatScore(differenceOf(distance)),
];
