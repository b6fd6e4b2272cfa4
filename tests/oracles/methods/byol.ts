import { cosine, meanOf, rowPairs, type Matrix } from '../directions.ts';

/** BYOL's loss as equation 2 of arXiv 2006.07733 expands it, 2 − 2 cos, both ways, row by row. */
export function byol(p1: Matrix, p2: Matrix, t1: Matrix, t2: Matrix): number {
  const oneWay = (p: Matrix, t: Matrix): number =>
    meanOf(rowPairs(p, t).map(([a, b]) => 2 - 2 * cosine(a, b)));
  return oneWay(p1, t2) + oneWay(p2, t1);
}
