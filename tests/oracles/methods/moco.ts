import { cosine, meanOf, type Matrix } from '../directions.ts';

/** MoCo's loss as equation 1 of arXiv 1911.05722 writes it, query by query. */
export function moco(q: Matrix, k: Matrix, queue: Matrix, temperature: number): number {
  return meanOf(
    q.map((query, n) => {
      const positive = Math.exp(cosine(query, k[n]!) / temperature);
      const negatives = queue.map((key) => Math.exp(cosine(query, key) / temperature));
      return -Math.log(positive / (positive + negatives.reduce((sum, value) => sum + value, 0)));
    }),
  );
}
