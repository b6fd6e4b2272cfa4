import { measuringWork, trainingWork } from '../../worker/src/experiments/cost/run-work.ts';
import { configOf, type Size } from './grid.ts';

/** Work is counted in datapoints of 28 × 28: that of a convolution goes with its pixels. */
const usualPixels = 28 * 28;

/** What a run's time is a sum of, as `secondsOf` has it: once, for each encoder, and for what encoders see in training and in scoring. */
export function termsOf(size: Size, processes: number): number[] {
  const config = configOf(size);
  const pixels = size.side ** 2 / usualPixels;
  const { encoders, datapoints } = size;
  const work = [trainingWork, measuringWork].map((of) => of(config, encoders, datapoints) * pixels);
  return [1, ...[encoders, ...work].map((value) => value / processes)];
}

/** Coefficients of least squares of the relative errors. */
export function fittedTo(terms: readonly number[][], seconds: readonly number[]): number[] {
  const rows = terms.map((row, at) => row.map((term) => term / seconds[at]!));
  const size = rows[0]!.length;
  const sumOver = (of: (row: number[]) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  const equations = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (__, j) => sumOver((row) => row[i]! * row[j]!)),
    sumOver((row) => row[i]!),
  ]);
  return solved(equations);
}

/** By elimination with the largest pivot. @param equations [n][n + 1] */
function solved(equations: number[][]): number[] {
  const n = equations.length;
  for (let at = 0; at < n; at++) {
    const pivot = equations.slice(at).sort((a, b) => Math.abs(b[at]!) - Math.abs(a[at]!))[0]!;
    equations = [...equations.slice(0, at), pivot, ...equations.slice(at).filter((row) => row !== pivot)];
    for (const row of equations) {
      if (row === pivot) continue;
      const times = row[at]! / pivot[at]!;
      for (let j = at; j <= n; j++) row[j]! -= times * pivot[j]!;
    }
  }
  return equations.map((row, at) => row[n]! / row[at]!);
}

/** Each run's time, predicted from all the others. */
export const leaveOneOut = (terms: readonly number[][], seconds: readonly number[]): number[] =>
  terms.map((own, left) => {
    const others = <T>(list: readonly T[]): T[] => list.filter((_, at) => at !== left);
    const coefficients = fittedTo(others(terms), others(seconds));
    return own.reduce((sum, term, i) => sum + term * coefficients[i]!, 0);
  });
