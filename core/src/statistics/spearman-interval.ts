import { criticalT } from './student-t.ts';

/** Fewer pairs say nothing about how far a rank correlation would vary. */
const leastPairs = 4;

/**
 * Interval of Spearman's ρ over n independent pairs, by Fisher's z:
 *
 *   tanh(atanh ρ ± z · √((1 + ρ²/2) / (n − 3)))     (Bonett & Wright 2000, Psychometrika 65(1))
 *
 * ρ is moved half a step towards 0 where the order is perfect, to the middle between ±1 and what swapping two neighbours gives: z has no
 * value there, and few pairs are in perfect order by chance. A jackknife must not be used instead: it has no spread there.
 * @returns null with fewer than 4 pairs
 */
export function spearmanInterval(
  rho: number,
  pairs: number,
  confidence = 0.95,
): { low: number; high: number } | null {
  if (pairs < leastPairs) return null;
  const largest = 1 - 6 / (pairs * (pairs ** 2 - 1));
  const inside = Math.max(-largest, Math.min(largest, rho));
  const half = criticalT(confidence, Infinity) * Math.sqrt((1 + inside ** 2 / 2) / (pairs - 3));
  return {
    low: Math.min(rho, Math.tanh(Math.atanh(inside) - half)),
    high: Math.max(rho, Math.tanh(Math.atanh(inside) + half)),
  };
}
