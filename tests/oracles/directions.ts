export type Matrix = readonly (readonly number[])[];

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, d) => sum + value * b[d]!, 0);

/** Cosine of the angle between two rows. */
export const cosine = (a: readonly number[], b: readonly number[]): number =>
  dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const rowPairs = (a: Matrix, b: Matrix): [readonly number[], readonly number[]][] =>
  a.map((row, n) => [row, b[n]!]);
