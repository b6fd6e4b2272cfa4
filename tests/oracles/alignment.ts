import type { Distance } from '@engram/core';

/** The definition, read aloud: every ordered pair of two different views, averaged. Slow on purpose. */
export function naiveAlignment(views: number[][], distance: Distance, unitNorm: boolean): number {
  const norm = (v: number[]): number => Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
  const rows = unitNorm ? views.map((v) => v.map((x) => x / norm(v))) : views;
  const cosine = (a: number[], b: number[]): number =>
    a.reduce((sum, x, i) => sum + x * b[i], 0) / (norm(a) * norm(b));
  const d: Record<Distance, (a: number[], b: number[]) => number> = {
    l2: (a, b) => Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0)),
    'squared-l2': (a, b) => a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0),
    l1: (a, b) => a.reduce((sum, x, i) => sum + Math.abs(x - b[i]), 0),
    cosine: (a, b) => 1 - cosine(a, b),
    angular: (a, b) => Math.acos(Math.min(1, Math.max(-1, cosine(a, b)))) / Math.PI,
  };
  let sum = 0;
  let pairs = 0;
  rows.forEach((a, i) =>
    rows.forEach((b, j) => {
      if (i === j) return;
      sum += d[distance](a, b);
      pairs++;
    }),
  );
  return sum / pairs;
}
