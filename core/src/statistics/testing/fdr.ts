import { invariant } from '../../errors.ts';

/**
 * Adjusted p-values of Benjamini & Hochberg (1995), in the order given: rejecting where adjusted ≤ q holds the false
 * discovery rate at q.
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const n = pValues.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => pValues[b] - pValues[a]);
  const adjusted = new Float64Array(n);
  let least = 1;
  order.forEach((position, i) => {
    const p = pValues[position];
    invariant(p >= 0 && p <= 1, `a p-value is from 0 to 1, not ${p}`);
    least = Math.min(least, (p * n) / (n - i));
    adjusted[position] = least;
  });
  return adjusted;
}
