import { bits, type Failures } from './cross-filter.ts';

/** A tag and the datapoints that have it. */
export interface TaggedIndices {
  name: string;
  /** Indices in the dataset, ascending. */
  indices: readonly number[];
}

/** With those off which the reader may not take it. */
export interface LockableTag extends TaggedIndices {
  /** Indices in the dataset, ascending. */
  lockedIndices: readonly number[];
}

/** Positions in a run of the datapoints with each tag, ascending; datapoints that the run does not score are left out. */
export type TagPositions = ReadonlyMap<string, Int32Array>;

/** @param index [N] indices of the run's datapoints, ascending */
export function tagPositions(tags: readonly TaggedIndices[], index: Int32Array): TagPositions {
  return new Map(
    tags.map(({ name, indices }) => [
      name,
      Int32Array.from(indices.map((one) => positionOf(index, one)).filter((position) => position >= 0)),
    ]),
  );
}

/** [N] 1 where a datapoint has one of the tags wanted. */
export function taggedColumn(positions: TagPositions, wanted: readonly string[], count: number): Uint8Array {
  const column = new Uint8Array(count);
  for (const name of wanted) for (const position of positions.get(name) ?? []) column[position] = 1;
  return column;
}

/** Datapoints with each tag that pass all filters but that of tags. */
export function tagCounts(positions: TagPositions, failed: Failures): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, ofTag] of positions) {
    let count = 0;
    for (const position of ofTag) if ((failed[position]! & ~bits.tag) === 0) count += 1;
    counts.set(name, count);
  }
  return counts;
}

/**
 * Of the tags that any of these datapoints has, how many of them have it, and whether the reader may take it off all of them; in the
 * order of the alphabet.
 */
export function countAmong(
  tags: readonly LockableTag[],
  among: readonly number[],
): { name: string; count: number; mayChange: boolean }[] {
  return tags
    .map(({ name, indices, lockedIndices }) => ({
      name,
      count: among.filter((one) => positionOf(indices, one) >= 0).length,
      mayChange: among.every((one) => positionOf(lockedIndices, one) < 0),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The tags of one datapoint, in the order of the alphabet. */
export function tagsAt(tags: readonly TaggedIndices[], index: number): string[] {
  return tags
    .filter(({ indices }) => positionOf(indices, index) >= 0)
    .map(({ name }) => name)
    .sort();
}

/** Where a number stands among ascending ones; −1 when it does not. */
export function positionOf(ascending: ArrayLike<number>, wanted: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = ascending[middle]!;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
