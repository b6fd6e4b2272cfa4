import { canonicalJson } from '../canonical-json.ts';
import { mean, variance } from '../statistics/summary.ts';

/** What runs of one configuration group found, one number a seed, as one number. */
export interface PooledSeeds {
  /** Mean over the seeds. */
  value: number;
  /** Standard deviation over the seeds: how far one seed may lie from another. */
  spread: number;
  /** Number of seeds. */
  seeds: number;
}

/** Names a run's configuration without its seed and name: runs of one group on one dataset differ in their seed alone. */
export const seedGroupOf = (config: object): string => canonicalJson({ ...config, name: null, seed: null });

/**
 * Pools numbers over seeds; a seed that several runs have counts once, with the first of its numbers.
 * @returns null for fewer than two seeds
 */
export function poolSeeds(found: readonly { seed: number; value: number }[]): PooledSeeds | null {
  const bySeed = new Map(found.toReversed().map(({ seed, value }) => [seed, value]));
  if (bySeed.size < 2) return null;
  const values = [...bySeed.values()];
  return { value: mean(values), spread: Math.sqrt(variance(values)), seeds: bySeed.size };
}
