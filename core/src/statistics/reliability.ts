/**
 * Reliability of `times` as many measurements, from the correlation ρ of two sets of one length: kρ/(1 + (k − 1)ρ) with k = times
 * (Spearman 1910, Brown 1910), from −1 to 1; 2ρ/(1 + ρ) for two halves of all. null stays null.
 */
export function spearmanBrown(correlation: number | null, times = 2): number | null {
  if (correlation === null) return null;
  // Below this the formula leaves the range of a reliability, and further down it has a pole.
  if (correlation <= -1 / (2 * times - 1)) return -1;
  return (times * correlation) / (1 + (times - 1) * correlation);
}

/**
 * The correlation that two rankings of reliabilities r and s, by independent encoders, can be expected to reach at most: √(r · s)
 * (Spearman 1904, attenuation). null when a reliability is unknown or not above 0.
 */
export function agreementCeiling(r: number | null | undefined, s: number | null | undefined): number | null {
  return isAboveZero(r) && isAboveZero(s) ? Math.sqrt(r * s) : null;
}

/**
 * Reliability of the differences between two rankings of reliabilities r and s that correlate by ρ, over independent encoders:
 * ((r + s)/2 − ρ)/(1 − ρ), at least 0 (Gulliksen 1950, for equal variances). The nearer ρ is to r and s, the more of every difference is chance.
 * null when one of them is unknown.
 */
export function differenceReliability(
  r: number | null,
  s: number | null,
  correlation: number | null,
): number | null {
  if (r === null || s === null || correlation === null) return null;
  return correlation >= 1 ? 0 : Math.max(0, ((r + s) / 2 - correlation) / (1 - correlation));
}

const isAboveZero = (value: number | null | undefined): value is number =>
  typeof value === 'number' && value > 0;
