/** Those of the datapoints picked (indices) that a list still shows, in its order. */
export function pickedShown(picked: ReadonlySet<number>, shown: Int32Array): number[] {
  return picked.size === 0 ? [] : Array.from(shown.filter((index) => picked.has(index)));
}

/** The set with one more or one fewer. */
export function togglePicked(picked: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(picked);
  if (!next.delete(index)) next.add(index);
  return next;
}
