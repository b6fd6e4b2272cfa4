export interface Place {
  /** 1 = most memorized; ties go to the smaller position. */
  rank: number;
  /** Part of the ranked scores that are smaller or equal, 0–100. */
  percentile: number;
}

/** Places of the scores that exist; null stays null. */
export function rankScores(values: readonly (number | null)[]): (Place | null)[] {
  const order = values
    .map((value, position) => ({ value, position }))
    .filter((entry): entry is { value: number; position: number } => entry.value !== null)
    .sort((a, b) => b.value - a.value || a.position - b.position);
  const places = new Array<Place | null>(values.length).fill(null);
  let equalOrSmaller = order.length;
  order.forEach(({ value, position }, i) => {
    if (i > 0 && order[i - 1].value !== value) equalOrSmaller = order.length - i;
    places[position] = { rank: i + 1, percentile: (100 * equalOrSmaller) / order.length };
  });
  return places;
}
