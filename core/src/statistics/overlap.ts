/** Positions of the k largest values; ties go to the smaller position. */
export function topK(values: ArrayLike<number>, k: number): number[] {
  return Array.from({ length: values.length }, (_, i) => i)
    .sort((a, b) => values[b] - values[a] || a - b)
    .slice(0, k);
}

/** Part of the top k of `a` that is in the top k of `b`, beside its chance level k/N. */
export function overlapAtK(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  k: number,
): { overlap: number; chance: number } {
  const inA = new Set(topK(a, k));
  const common = topK(b, k).filter((position) => inA.has(position)).length;
  return { overlap: common / k, chance: k / a.length };
}
