import type { MapColouring } from '../../address/scatter-look.ts';
import type { Explored } from '../../columns/cross-filter.ts';

/**
 * Those of a list that the run has something for, and the one chosen.
 * @param tags how many there are of the dataset
 */
export function colouringsOf<Key extends MapColouring>(
  list: Readonly<Record<Key, string>>,
  { role, class: classes }: Pick<Explored, 'role' | 'class'>,
  tags: number,
  chosen: Key,
): Record<Key, string> {
  const has: Record<MapColouring, boolean> = {
    none: true,
    score: true,
    class: classes.some((one) => one >= 0),
    tag: tags > 0,
    role: role.some((code) => code > 0),
  };
  const kept = Object.entries(list).filter(([key]) => has[key as Key] || key === chosen);
  return Object.fromEntries(kept) as Record<Key, string>;
}
