import { poolSeeds, seedGroupOf, type PooledSeeds } from '@engram/core';

interface Configured {
  /** JSON. */
  config: string;
  /** Version of the program that measured. */
  codeVersion: string;
  /** What it measured, with the version of the program that trained it. */
  ensemble: { codeVersion: string };
}

export interface SeedGroup<Item> {
  pooled: PooledSeeds;
  /** In the order given, one a seed. */
  items: Item[];
}

/**
 * What runs found whose configurations differ in their seed alone, pooled; groups of a single seed are left out. Scores by other versions of
 * the program may differ for another reason than the seed, so that each version has groups of its own. Where a seed was run twice, the first item counts.
 */
export function seedGroups<Item>(
  items: readonly Item[],
  runOf: (item: Item) => Configured,
  valueOf: (item: Item) => number | null | undefined,
): SeedGroup<Item>[] {
  const groups = new Map<string, { seed: number; value: number; item: Item }[]>();
  for (const item of items) {
    const value = valueOf(item);
    const run = runOf(item);
    const config = parsed(run.config);
    if (typeof value !== 'number' || config === null || typeof config.seed !== 'number') continue;
    const key = [seedGroupOf(config), run.codeVersion, run.ensemble.codeVersion].join(' ');
    const group = groups.get(key) ?? [];
    if (group.some(({ seed }) => seed === config.seed)) continue;
    groups.set(key, [...group, { seed: config.seed, value, item }]);
  }
  return [...groups.values()].flatMap((group) => {
    const pooled = poolSeeds(group);
    return pooled ? [{ pooled, items: group.map(({ item }) => item) }] : [];
  });
}

function parsed(json: string): { seed?: unknown } | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
