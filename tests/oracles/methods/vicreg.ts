/** VICReg by loops over entries, in float64 (arXiv 2105.04906, equations 1–6; variance term the mean over branches). */
export function vicregTerms(
  z1: readonly number[][],
  z2: readonly number[][],
): { invariance: number; variance: number; covariance: number } {
  const rows = z1.length;
  const dims = z1[0]!.length;
  let invariance = 0;
  for (let n = 0; n < rows; n++)
    for (let d = 0; d < dims; d++) invariance += (z1[n]![d]! - z2[n]![d]!) ** 2 / (rows * dims);
  let variance = 0;
  let covariance = 0;
  for (const z of [z1, z2]) {
    const means = Array.from({ length: dims }, (_, d) => z.reduce((sum, row) => sum + row[d]! / rows, 0));
    for (let a = 0; a < dims; a++)
      for (let b = 0; b < dims; b++) {
        let between = 0;
        for (const row of z) between += ((row[a]! - means[a]!) * (row[b]! - means[b]!)) / (rows - 1);
        if (a === b) variance += Math.max(0, 1 - Math.sqrt(between + 1e-4)) / dims / 2;
        else covariance += between ** 2 / dims;
      }
  }
  return { invariance, variance, covariance };
}
