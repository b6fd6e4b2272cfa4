/**
 * Learning rate at a step: a linear warm-up to the peak over the first part of all steps, then half a cosine down to 0
 * (Loshchilov & Hutter 2017, arXiv 1608.03983, equation 5, without restarts).
 *
 * @param step 0 … steps − 1
 * @returns in (0, peak]
 */
export function cosineRate(
  step: number,
  steps: number,
  options: { learningRate: number; warmupFraction: number },
): number {
  const { learningRate, warmupFraction } = options;
  const warmup = Math.round(warmupFraction * steps);
  if (step < warmup) return (learningRate * (step + 1)) / warmup;
  return (learningRate * (1 + Math.cos((Math.PI * (step - warmup)) / (steps - warmup)))) / 2;
}
