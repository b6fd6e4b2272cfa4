import { cosine, meanOf, rowPairs, type Matrix } from '../directions.ts';

/** SimSiam's loss as algorithm 1 of arXiv 2011.10566 writes it, row by row. */
export function simsiam(p1: Matrix, p2: Matrix, z1: Matrix, z2: Matrix): number {
  const towards = (p: Matrix, z: Matrix): number => -meanOf(rowPairs(p, z).map(([a, b]) => cosine(a, b)));
  return towards(p1, z2) / 2 + towards(p2, z1) / 2;
}
