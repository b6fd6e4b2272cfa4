import * as tf from '@tensorflow/tfjs';
import { setImmediate } from 'node:timers/promises';
import { DomainError, rowDistances, Smallest, type Distance, type Floats } from '@engram/core';
import { evenSizes } from '../../datasets/even-sizes.ts';

const defaultProductsAtOnce = 2 ** 24;

/** Of the longest row: products neither overflow in float32, nor do those that vanish matter. */
const usualLengths = [1, 1e6] as const;

/** N rows of D dimensions, row by row; those that are in float32 anyway need no copy in it. */
export interface FloatRows {
  values: Floats;
  count: number;
  dims: number;
}

export interface NearestOptions {
  k: number;
  distance: Distance;
  /** Products held at a time; 64 MB of them when left out. */
  productsAtOnce?: number;
  onProgress?(rowsDone: number, rowsTotal: number): void;
  signal?: AbortSignal;
}

export interface NearestRows {
  k: number;
  /** [N, k] nearest first; ties go to the smaller position. */
  positions: Int32Array;
  /** [N, k] */
  distances: Float32Array;
}

/**
 * The k nearest other rows of each row, exactly: a product on the engine narrows the others down, with room for every error
 * that float32 can make, and what is left is compared in float64. So the answer depends on the rows alone, not on the engine,
 * as long as it multiplies in float32. O(N² · D) on the engine; L1, which is no function of products, takes O(N² · D) here. Beside the rows it holds a copy of them in
 * float32, unless they are in it, and 64 MB of products.
 *
 * @param rows [N, D], of length 1 where the distance compares directions; N > k
 * @throws DomainError CANCELLED when the signal is aborted
 */
export async function nearestRows(rows: FloatRows, options: NearestOptions): Promise<NearestRows> {
  const { k, distance, onProgress, signal } = options;
  const { values, count, dims } = rows;
  const positions = new Int32Array(count * k);
  const distances = new Float32Array(count * k);
  const between = rowDistances[distance];
  // Every distance but L1 grows with squared L2, which rounds less.
  const order = distance === 'l1' ? rowDistances.l1 : rowDistances['squared-l2'];
  const nearest = new Smallest(k);
  let row = 0;
  for await (const candidates of distance === 'l1' ? everyOther(count) : likelyNearest(rows, options)) {
    if (signal?.aborted)
      throw new DomainError('CANCELLED', `Looking for neighbours was cancelled after ${row} of ${count}.`);
    nearest.clear();
    for (const other of candidates)
      if (other !== row) nearest.offer(order(values, row * dims, other * dims, dims), other);
    positions.set(nearest.positions, row * k);
    for (let place = 0; place < k; place++)
      distances[row * k + place] = between(values, row * dims, nearest.positions[place]! * dims, dims);
    row++;
    if (row % 500 !== 0 && row !== count) continue;
    onProgress?.(row, count);
    await setImmediate();
  }
  return { k, positions, distances };
}

function* everyOther(count: number): Generator<Iterable<number>> {
  const all = Int32Array.from({ length: count }, (_, position) => position);
  for (let row = 0; row < count; row++) yield all;
}

/** For each row, in order, positions among which its k nearest are for certain, ascending. */
async function* likelyNearest(
  rows: FloatRows,
  { k, productsAtOnce = defaultProductsAtOnce }: NearestOptions,
): AsyncGenerator<Iterable<number>> {
  const { count, dims } = rows;
  const { scaled, squares, largest } = scaledRows(rows);
  // |fl(x · y) − x · y| ≤ (D + 4) 2⁻²⁴ |x| |y|, in any order of summation, with the rounding of x and y.
  const relativeError = (dims + 4) * 2 ** -24;
  const all = tf.tensor2d(scaled, [count, dims]);
  try {
    let row = 0;
    const smallest = new Smallest(k);
    for (const size of evenSizes(count, Math.max(1, Math.floor(productsAtOnce / count)))) {
      const some = scaled.subarray(row * dims, (row + size) * dims);
      const products = await productsOf(some, size, dims, all); // [B, N]
      for (let i = 0; i < size; i++, row++) {
        const from = i * count;
        smallest.clear();
        // |x − y|² without |x|², which is the same for all.
        for (let other = 0; other < count; other++) {
          const key = squares[other]! - 2 * products[from + other]!;
          if (key < smallest.largest && other !== row) smallest.offer(key, other);
        }
        const slack = 4 * relativeError * Math.sqrt(squares[row]! * largest) + 1e-30 * largest;
        const bound = smallest.largest + slack;
        const candidates: number[] = [];
        for (let other = 0; other < count; other++)
          if (squares[other]! - 2 * products[from + other]! <= bound) candidates.push(other);
        yield candidates;
      }
    }
  } finally {
    all.dispose();
  }
}

/** The rows in float32, at a scale at which their squares can neither overflow nor vanish together, with their squares and the largest of these. */
function scaledRows(rows: FloatRows): { scaled: Float32Array; squares: Float64Array; largest: number } {
  const lengths = lengthsOf(rows);
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0) || 1;
  const { values } = rows;
  if (values instanceof Float32Array && longest >= usualLengths[0] && longest <= usualLengths[1])
    return { scaled: values, squares: lengths.map((length) => length ** 2), largest: longest ** 2 };
  const scaled = Float32Array.from(values, (value) => value / longest); // [N, D]
  return { scaled, squares: lengths.map((length) => (length / longest) ** 2), largest: 1 };
}

function lengthsOf({ values, count, dims }: FloatRows): Float64Array {
  const lengths = new Float64Array(count);
  for (let row = 0; row < count; row++)
    lengths[row] = Math.hypot(...values.subarray(row * dims, (row + 1) * dims));
  return lengths;
}

async function productsOf(
  rows: Float32Array,
  count: number,
  dims: number,
  all: tf.Tensor2D,
): Promise<Float32Array> {
  const products = tf.tidy(() => tf.matMul(tf.tensor2d(rows, [count, dims]), all, false, true));
  try {
    return await products.data<'float32'>();
  } finally {
    products.dispose();
  }
}
