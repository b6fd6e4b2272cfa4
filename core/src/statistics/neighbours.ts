/** Rows scaled to length 1. */
export function unitRows(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row) => {
    const length = Math.hypot(...row);
    return row.map((value) => value / length);
  });
}

const euclid = (a: readonly number[], b: readonly number[]): number =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0));

/** The k nearest other rows of each row by L2, nearest first; ties go to the smaller position. */
export function nearestNeighbours(
  rows: readonly (readonly number[])[],
  k: number,
): { positions: number[]; distances: number[] }[] {
  return rows.map((row, n) => {
    const others = rows
      .map((other, position) => ({ position, distance: euclid(row, other) }))
      .filter(({ position }) => position !== n)
      .sort((a, b) => a.distance - b.distance || a.position - b.position)
      .slice(0, k);
    return { positions: others.map((o) => o.position), distances: others.map((o) => o.distance) };
  });
}

/** Class most frequent among the labels; the lowest class wins a tie. */
export function majority(labels: readonly number[]): number {
  const votes = new Map<number, number>();
  for (const label of labels) votes.set(label, (votes.get(label) ?? 0) + 1);
  return [...votes].sort(([a, m], [b, n]) => n - m || a - b)[0][0];
}

/** Centre (mean row) of each class, classes ascending. */
export function classCentres(rows: readonly (readonly number[])[], labels: readonly number[]): number[][] {
  return [...new Set(labels)]
    .sort((a, b) => a - b)
    .map((label) => {
      const members = rows.filter((_, n) => labels[n] === label);
      return rows[0].map((_, i) => members.reduce((sum, row) => sum + row[i], 0) / members.length);
    });
}

/** max over k ≠ l of μ_k · μ_l (Huang et al. 2023). */
export function maxCentreProduct(centres: readonly (readonly number[])[]): number {
  return Math.max(
    ...centres.flatMap((a, k) =>
      centres.slice(k + 1).map((b) => a.reduce((sum, value, i) => sum + value * b[i], 0)),
    ),
  );
}
