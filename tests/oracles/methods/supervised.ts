import { meanOf, type Matrix } from '../directions.ts';

/** Cross-entropy of smoothed labels, row by row and class by class. */
export function supervised(logits: Matrix, labels: readonly number[], smoothing: number): number {
  return meanOf(
    logits.map((row, n) => {
      const total = row.reduce((sum, value) => sum + Math.exp(value), 0);
      let loss = 0;
      row.forEach((value, k) => {
        const target = (k === labels[n] ? 1 - smoothing : 0) + smoothing / row.length;
        loss -= target * Math.log(Math.exp(value) / total);
      });
      return loss;
    }),
  );
}
