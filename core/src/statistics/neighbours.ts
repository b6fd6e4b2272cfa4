import { invariant } from '../errors.ts';

/** N rows of D dimensions, row by row. */
export interface Rows {
  values: Float64Array;
  count: number;
  dims: number;
}

export function rowsOf(vectors: readonly ArrayLike<number>[]): Rows {
  const dims = vectors[0]?.length ?? 0;
  const values = new Float64Array(vectors.length * dims);
  vectors.forEach((vector, n) => {
    invariant(vector.length === dims, `row ${n} has ${vector.length} dimensions, row 0 has ${dims}`);
    values.set(vector, n * dims);
  });
  return { values, count: vectors.length, dims };
}

/** The same rows scaled to length 1. */
export function unitRows({ values, count, dims }: Rows): Rows {
  const unit = new Float64Array(values.length);
  for (let n = 0; n < count; n++) {
    let square = 0;
    for (let i = 0; i < dims; i++) square += values[n * dims + i] ** 2;
    invariant(square > 0 && Number.isFinite(square), `row ${n} has no direction`);
    for (let i = 0; i < dims; i++) unit[n * dims + i] = values[n * dims + i] / Math.sqrt(square);
  }
  return { values: unit, count, dims };
}

export interface Neighbours {
  k: number;
  /** [N, k] nearest first; ties go to the smaller position. */
  positions: Int32Array;
  /** [N, k] */
  distances: Float64Array;
}

/** The k nearest other rows of each row by L2. O(N² · D). */
export function nearestNeighbours({ values, count, dims }: Rows, k: number): Neighbours {
  invariant(Number.isInteger(k) && k >= 1 && k < count, `k = ${k} is not from 1 to ${count - 1}`);
  const positions = new Int32Array(count * k);
  const distances = new Float64Array(count * k).fill(Infinity);
  for (let n = 0; n < count; n++)
    for (let other = 0; other < count; other++) {
      if (other === n) continue;
      let square = 0;
      for (let i = 0; i < dims; i++) {
        const difference = values[n * dims + i] - values[other * dims + i];
        square += difference * difference;
      }
      const distance = Math.sqrt(square);
      let place = n * k + k;
      while (place > n * k && distance < distances[place - 1]) place--;
      if (place === n * k + k) continue;
      distances.copyWithin(place + 1, place, n * k + k - 1);
      positions.copyWithin(place + 1, place, n * k + k - 1);
      distances[place] = distance;
      positions[place] = other;
    }
  return { k, positions, distances };
}

/** Positions of the k rows of `train` nearest to each row of `test` by L2, nearest first; of equal distances the earlier. [N_test][min(k, N_train)] */
export function nearestTrainRows(train: Rows, test: Rows, k: number): Int32Array[] {
  const { dims } = train;
  const most = Math.min(k, train.count);
  return Array.from({ length: test.count }, (_, n) => {
    const distances = new Float64Array(most).fill(Infinity);
    const positions = new Int32Array(most);
    for (let other = 0; other < train.count; other++) {
      let square = 0;
      for (let i = 0; i < dims; i++) {
        const difference = test.values[n * dims + i] - train.values[other * dims + i];
        square += difference * difference;
      }
      let place = most;
      while (place > 0 && square < distances[place - 1]) place--;
      if (place === most) continue;
      distances.copyWithin(place + 1, place, most - 1);
      positions.copyWithin(place + 1, place, most - 1);
      distances[place] = square;
      positions[place] = other;
    }
    return positions;
  });
}

/** Mean distance of each row to its k neighbours, [N]: a proxy of atypicality. */
export function meanNeighbourDistances({ k, distances }: Neighbours): Float64Array {
  const means = new Float64Array(distances.length / k);
  for (let i = 0; i < distances.length; i++) means[Math.floor(i / k)] += distances[i] / k;
  return means;
}

/** Class most frequent among the labels; the lowest class wins a tie. */
export function majority(labels: ArrayLike<number>): number {
  const votes = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) votes.set(labels[i], (votes.get(labels[i]) ?? 0) + 1);
  return [...votes].sort(([a, m], [b, n]) => n - m || a - b)[0][0];
}

/** Part of the rows whose class is the majority among their k neighbours (leave-one-out). */
export function neighbourAccuracy({ k, positions }: Neighbours, labels: ArrayLike<number>): number {
  const count = positions.length / k;
  let right = 0;
  for (let n = 0; n < count; n++) {
    const votes = Array.from(positions.subarray(n * k, n * k + k), (position) => labels[position]);
    if (majority(votes) === labels[n]) right++;
  }
  return right / count;
}

/** Centre (mean row) of each class, classes ascending. */
export function classCentres(
  { values, count, dims }: Rows,
  labels: ArrayLike<number>,
): { class: number; centre: Float64Array }[] {
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  return classes.map((label) => {
    const centre = new Float64Array(dims);
    let members = 0;
    for (let n = 0; n < count; n++) {
      if (labels[n] !== label) continue;
      members++;
      for (let i = 0; i < dims; i++) centre[i] += values[n * dims + i];
    }
    return { class: label, centre: centre.map((sum) => sum / members) };
  });
}

/** Divergence max over k ≠ l of μ_k · μ_l (Huang et al. 2023); −Infinity with fewer than two centres. */
export function maxCentreProduct(centres: readonly ArrayLike<number>[]): number {
  let largest = -Infinity;
  centres.forEach((a, k) => {
    for (const b of centres.slice(k + 1)) {
      let product = 0;
      for (let i = 0; i < a.length; i++) product += a[i] * b[i];
      largest = Math.max(largest, product);
    }
  });
  return largest;
}
