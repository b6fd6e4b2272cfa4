import { z } from 'zod';

export const distances = ['l2', 'squared-l2', 'l1', 'cosine', 'angular'] as const;
export const distanceSchema = z.enum(distances);
export type Distance = z.infer<typeof distanceSchema>;

/** Numbers of a block; what is computed of them is in float64 either way. */
export type Floats = Float64Array | Float32Array;

/** d between rows a and b (offsets) of a block of representations, in float64. */
export type RowDistance = (block: Floats, a: number, b: number, dims: number) => number;

function squaredL2(block: Floats, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) {
    const difference = block[a + i] - block[b + i];
    sum += difference * difference;
  }
  return sum;
}

function squaredSum(block: Floats, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) {
    const both = block[a + i] + block[b + i];
    sum += both * both;
  }
  return sum;
}

function l1(block: Floats, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) sum += Math.abs(block[a + i] - block[b + i]);
  return sum;
}

/**
 * The distances. `cosine` and `angular` take rows of length 1: 1 − cos = ‖u − v‖²/2 and the angle is
 * 2 atan2(‖u − v‖, ‖u + v‖) / π. Both are exactly 0 for equal rows, where 1 − u·v and arccos(u·v) are not.
 */
export const rowDistances: Record<Distance, RowDistance> = {
  l2: (block, a, b, dims) => Math.sqrt(squaredL2(block, a, b, dims)),
  'squared-l2': squaredL2,
  l1,
  cosine: (block, a, b, dims) => squaredL2(block, a, b, dims) / 2,
  angular: (block, a, b, dims) =>
    (2 * Math.atan2(Math.sqrt(squaredL2(block, a, b, dims)), Math.sqrt(squaredSum(block, a, b, dims)))) /
    Math.PI,
};

/** What a distance makes of ‖u − v‖², where it needs nothing else. */
const ofSquares: Partial<Record<Distance, (square: number) => number>> = {
  l2: Math.sqrt,
  'squared-l2': (square) => square,
  cosine: (square) => square / 2,
};

/**
 * The distances of a row to the rows before it, with the bits that they have one by one. Where they come from squares, four rows are gone
 * through at a time, which takes two thirds of the time: their sums do not wait for each other.
 *
 * @param block [rows, dims]
 * @param row its number
 * @param out receives one distance for each row before it
 */
export function distancesToRowsBefore(
  distance: Distance,
  block: Float64Array,
  row: number,
  dims: number,
  out: Float64Array,
): void {
  const finish = ofSquares[distance];
  const own = row * dims;
  let other = 0;
  for (; finish && other + 4 <= row; other += 4) {
    const a = other * dims;
    const b = a + dims;
    const c = b + dims;
    const d = c + dims;
    let toA = 0;
    let toB = 0;
    let toC = 0;
    let toD = 0;
    for (let i = 0; i < dims; i++) {
      const value = block[own + i];
      const byA = value - block[a + i];
      const byB = value - block[b + i];
      const byC = value - block[c + i];
      const byD = value - block[d + i];
      toA += byA * byA;
      toB += byB * byB;
      toC += byC * byC;
      toD += byD * byD;
    }
    out[other] = finish(toA);
    out[other + 1] = finish(toB);
    out[other + 2] = finish(toC);
    out[other + 3] = finish(toD);
  }
  const one = rowDistances[distance];
  for (; other < row; other++) out[other] = one(block, own, other * dims, dims);
}

/** Whether a distance looks at directions alone, so that rows are scaled to length 1 whatever the unit-norm flag says. */
export const comparesDirections = (distance: Distance): boolean =>
  distance === 'cosine' || distance === 'angular';
