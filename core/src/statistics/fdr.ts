/** Benjamini–Hochberg adjusted p-values (1995), in the order given: reject at FDR q where adjusted ≤ q. */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const n = pValues.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => pValues[b] - pValues[a]);
  const adjusted = new Float64Array(n);
  let least = 1;
  order.forEach((position, i) => {
    least = Math.min(least, (pValues[position] * n) / (n - i));
    adjusted[position] = least;
  });
  return adjusted;
}
