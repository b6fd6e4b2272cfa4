/**
 * Reliability of all measurements together from the correlation ρ of two halves of them: 2ρ/(1 + ρ) (Spearman 1910, Brown
 * 1910), from −1 to 1. null stays null.
 */
export function spearmanBrown(halfCorrelation: number | null): number | null {
  if (halfCorrelation === null) return null;
  // Below −1/3 the formula leaves the range of a reliability, and at −1 it has a pole.
  return halfCorrelation <= -1 / 3 ? -1 : (2 * halfCorrelation) / (1 + halfCorrelation);
}
