import { jackknifeInterval } from './jackknife-interval.ts';
import { spearman } from './rank-correlation.ts';
import { criticalT } from './student-t.ts';

/** Of four clusters without any relation, 4 % say that there is one, where 2.5 % should. */
export const leastClusters = 5;

/** Two values that were found together, in a cluster that does something to both. */
export interface ClusteredPair {
  readonly cluster: string | number;
  readonly a: number;
  readonly b: number;
}

/**
 * Spearman's ρ over pairs of which those of a cluster, such as the runs of one method, are not independent. The m clusters are, and each is left out
 * once, on the scale of Fisher's z:
 *
 *   tanh(atanh ρ ± h), h the larger of t(m − 1) · SE of the jackknife over clusters and of
 *
 *   z(½ + c/2) · √((1 + ρ²/2) / (n − 3))     of n independent pairs (Bonett & Wright 2000, Psychometrika 65(1))
 *
 * since pairs of a cluster never tell more than independent ones. ρ is moved half a step towards 0 where the order is perfect, to the middle
 * between ±1 and what swapping two of m neighbours gives: z has no value there, a jackknife no spread, and few come in perfect order by chance.
 * Cost: m + 1 correlations.
 * @returns estimate null where a side does not vary; low and high null with fewer than 5 clusters, or where a side varies in one of them only
 */
export function clusteredSpearman(
  pairs: readonly ClusteredPair[],
  confidence = 0.95,
): { estimate: number | null; low: number | null; high: number | null } {
  const estimate = correlationOf(pairs);
  const clusters = [...new Set(pairs.map(({ cluster }) => cluster))];
  if (estimate === null || clusters.length < leastClusters) return { estimate, low: null, high: null };
  const most = mostInside(clusters.length);
  const z = zOf(estimate, most);
  const without = (i: number): number | null => {
    const rho = correlationOf(pairs.filter(({ cluster }) => cluster !== clusters[i]));
    return rho === null ? null : zOf(rho, most);
  };
  const jackknife = jackknifeInterval(z, [{ size: clusters.length, without }], confidence);
  if (!jackknife) return { estimate, low: null, high: null };
  const ofPairs = halfWidthOfZ(estimate, { most, pairs: pairs.length, confidence });
  return { estimate, ...around(estimate, most, Math.max(jackknife.high - z, ofPairs)) };
}

const correlationOf = (pairs: readonly ClusteredPair[]): number | null =>
  spearman(
    pairs.map(({ a }) => a),
    pairs.map(({ b }) => b),
  );

/** The largest ρ that z is asked of: half a step below the perfect order of n. */
const mostInside = (n: number): number => 1 - 6 / (n * (n ** 2 - 1));

const inside = (rho: number, most: number): number => Math.max(-most, Math.min(most, rho));

/** Fisher's z. */
const zOf = (rho: number, most: number): number => Math.atanh(inside(rho, most));

/** Half the interval of z over independent pairs. */
const halfWidthOfZ = (rho: number, o: { most: number; pairs: number; confidence: number }): number =>
  criticalT(o.confidence, Infinity) * Math.sqrt((1 + inside(rho, o.most) ** 2 / 2) / (o.pairs - 3));

/** ρ with the half-width of its z. */
function around(rho: number, most: number, half: number): { low: number; high: number } {
  const z = zOf(rho, most);
  return { low: Math.min(rho, Math.tanh(z - half)), high: Math.max(rho, Math.tanh(z + half)) };
}
