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

/** The k smallest keys offered, in order; of equal keys the one offered first. */
export class Smallest {
  readonly keys: Float64Array;
  readonly positions: Int32Array;

  constructor(private readonly k: number) {
    this.keys = new Float64Array(k).fill(Infinity);
    this.positions = new Int32Array(k);
  }

  get largest(): number {
    return this.keys[this.k - 1];
  }

  clear(): void {
    this.keys.fill(Infinity);
    this.positions.fill(0);
  }

  offer(key: number, position: number): void {
    let place = this.k;
    while (place > 0 && key < this.keys[place - 1]) place--;
    if (place === this.k) return;
    this.keys.copyWithin(place + 1, place, this.k - 1);
    this.positions.copyWithin(place + 1, place, this.k - 1);
    this.keys[place] = key;
    this.positions[place] = position;
  }
}

/** The k nearest other rows of each row by L2. O(N² · D). */
export function nearestNeighbours({ values, count, dims }: Rows, k: number): Neighbours {
  invariant(Number.isInteger(k) && k >= 1 && k < count, `k = ${k} is not from 1 to ${count - 1}`);
  const positions = new Int32Array(count * k);
  const distances = new Float64Array(count * k);
  const nearest = new Smallest(k);
  for (let n = 0; n < count; n++) {
    nearest.clear();
    for (let other = 0; other < count; other++) {
      if (other === n) continue;
      let square = 0;
      for (let i = 0; i < dims; i++) {
        const difference = values[n * dims + i] - values[other * dims + i];
        square += difference * difference;
      }
      nearest.offer(Math.sqrt(square), other);
    }
    positions.set(nearest.positions, n * k);
    distances.set(nearest.keys, n * k);
  }
  return { k, positions, distances };
}

/** Rows of the test part that are compared at a time: those of the training part come from memory once for all of them. */
const abreast = 4;

/** ‖x − y‖² of `abreast` rows of `test` from n on and all rows of `train`, into `squares` [abreast, N_train]. */
function squaresOf(train: Rows, test: Rows, n: number, squares: Float64Array): void {
  const { values, count, dims } = train;
  const x = test.values.subarray(n * dims, (n + abreast) * dims);
  const [b, c, d] = [dims, 2 * dims, 3 * dims];
  for (let row = 0; row < count; row++) {
    const y = row * dims;
    let toA = 0;
    let toB = 0;
    let toC = 0;
    let toD = 0;
    for (let i = 0; i < dims; i++) {
      const value = values[y + i];
      const ofA = x[i] - value;
      const ofB = x[b + i] - value;
      const ofC = x[c + i] - value;
      const ofD = x[d + i] - value;
      toA += ofA * ofA;
      toB += ofB * ofB;
      toC += ofC * ofC;
      toD += ofD * ofD;
    }
    squares[row] = toA;
    squares[count + row] = toB;
    squares[2 * count + row] = toC;
    squares[3 * count + row] = toD;
  }
}

/** Positions of the k rows of `train` nearest to each row of `test` by L2, nearest first; of equal distances the earlier. [N_test][min(k, N_train)] */
export function nearestTrainRows(train: Rows, test: Rows, k: number): Int32Array[] {
  const { count, dims } = train;
  // The last rows are compared together with some of nothing.
  const whole = Math.ceil(test.count / abreast) * abreast;
  const values = new Float64Array(whole * dims);
  values.set(test.values);
  const squares = new Float64Array(abreast * count);
  const nearest = new Smallest(Math.min(k, count));
  const found: Int32Array[] = [];
  for (let n = 0; n < whole; n += abreast) {
    squaresOf(train, { ...test, values }, n, squares);
    for (let row = 0; row < Math.min(abreast, test.count - n); row++) {
      nearest.clear();
      for (let other = 0; other < count; other++) nearest.offer(squares[row * count + other], other);
      found.push(nearest.positions.slice());
    }
  }
  return found;
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
