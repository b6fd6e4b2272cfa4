import { cosine, meanOf, type Matrix } from '../directions.ts';

const softmax = (row: readonly number[]): number[] => {
  const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
  return row.map((value) => Math.exp(value) / total);
};

/** Algorithm 1 of arXiv 2006.09882 by loops: rows are datapoints, columns prototypes. */
export function sinkhorn(scores: Matrix, epsilon: number, iterations: number): number[][] {
  const q = scores.map((row) => row.map((score) => Math.exp(score / epsilon)));
  const [rows, columns] = [q.length, q[0]!.length];
  for (let i = 0; i < iterations; i++) {
    for (let k = 0; k < columns; k++) {
      let sum = 0;
      for (let n = 0; n < rows; n++) sum += q[n]![k]!;
      for (let n = 0; n < rows; n++) q[n]![k]! /= sum * columns;
    }
    for (let n = 0; n < rows; n++) {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += q[n]![k]!;
      for (let k = 0; k < columns; k++) q[n]![k]! /= sum * rows;
    }
  }
  return q.map((row) => row.map((value) => value * rows));
}

export const scoresOf = (z: Matrix, prototypes: Matrix): number[][] =>
  z.map((row) => prototypes.map((prototype) => cosine(row, prototype)));

interface Settings {
  temperature: number;
  epsilon: number;
  iterations: number;
}

/** Loss of given codes (q1, q2), whose gradient leaves the codes as they are, or of those of z1 and z2. */
export function swav(
  z1: Matrix,
  z2: Matrix,
  prototypes: Matrix,
  { temperature, epsilon, iterations }: Settings,
  codes?: readonly [Matrix, Matrix],
): number {
  const [s1, s2] = [scoresOf(z1, prototypes), scoresOf(z2, prototypes)];
  const [q1, q2] = codes ?? [sinkhorn(s1, epsilon, iterations), sinkhorn(s2, epsilon, iterations)];
  const predicting = (q: Matrix, s: Matrix): number =>
    meanOf(
      q.map((code, n) => {
        const p = softmax(s[n]!.map((score) => score / temperature));
        return -code.reduce((sum, share, k) => sum + share * Math.log(p[k]!), 0);
      }),
    );
  return (predicting(q2, s1) + predicting(q1, s2)) / 2;
}
