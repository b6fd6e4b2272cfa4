import { meanOf, type Matrix } from '../directions.ts';

/** Barlow Twins' loss as algorithm 1 of arXiv 2103.03230 writes it: loops over the entries of the cross-correlation matrix. */
export function barlowTwins(z1: Matrix, z2: Matrix, redundancyWeight: number): number {
  const dims = z1[0]!.length;
  const standardised = (z: Matrix, d: number): number[] => {
    const column = z.map((row) => row[d]!);
    const mean = meanOf(column);
    const deviation = Math.sqrt(meanOf(column.map((value) => (value - mean) ** 2)));
    return column.map((value) => (value - mean) / deviation);
  };
  let loss = 0;
  for (let i = 0; i < dims; i++)
    for (let j = 0; j < dims; j++) {
      const [a, b] = [standardised(z1, i), standardised(z2, j)];
      const correlation = meanOf(a.map((value, n) => value * b[n]!));
      loss += i === j ? (1 - correlation) ** 2 : redundancyWeight * correlation ** 2;
    }
  return loss;
}
