import { z } from 'zod';

export const distances = ['l2', 'squared-l2', 'l1', 'cosine', 'angular'] as const;
export const distanceSchema = z.enum(distances);
export type Distance = z.infer<typeof distanceSchema>;

/** d between rows a and b (offsets) of a block of representations, in float64. */
export type RowDistance = (block: Float64Array, a: number, b: number, dims: number) => number;

function squaredL2(block: Float64Array, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) {
    const difference = block[a + i] - block[b + i];
    sum += difference * difference;
  }
  return sum;
}

function squaredSum(block: Float64Array, a: number, b: number, dims: number): number {
  let sum = 0;
  for (let i = 0; i < dims; i++) {
    const both = block[a + i] + block[b + i];
    sum += both * both;
  }
  return sum;
}

function l1(block: Float64Array, a: number, b: number, dims: number): number {
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

/** Whether a distance looks at directions alone, so that rows are scaled to length 1 whatever the unit-norm flag says. */
export const comparesDirections = (distance: Distance): boolean =>
  distance === 'cosine' || distance === 'angular';
