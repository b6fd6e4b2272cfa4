/** Those of the datapoints selected (indices) that a list still shows, in its order. */
export function selectedShown(selected: ReadonlySet<number>, shown: Int32Array): number[] {
  return selected.size === 0 ? [] : Array.from(shown.filter((index) => selected.has(index)));
}

/** The set with one more or one fewer. */
export function toggleSelected(selected: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(selected);
  if (!next.delete(index)) next.add(index);
  return next;
}
